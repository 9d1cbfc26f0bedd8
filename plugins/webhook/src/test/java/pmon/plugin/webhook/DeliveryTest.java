package pmon.plugin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pmon.testkit.event.LiveContext;

class DeliveryTest {
    private static final Message MESSAGE = new Message("m1", "process_restart of web", "{}");
    private static final Answer BUSY = new Answer.Later("answered 503", Optional.empty());
    private static final Backoff BACKOFF = new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final LiveContext context = new LiveContext();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();

    private boolean deliver(Answer... answers) throws InterruptedException {
        Deque<Answer> next = new ArrayDeque<>(List.of(answers));
        Delivery delivery = new Delivery(BACKOFF, new SplittableRandom(1), pauses::add, context.log());
        try (Sender sender = sender(next)) {
            return delivery.deliver(MESSAGE, sender);
        }
    }

    private Sender sender(Deque<Answer> answers) {
        return new Sender() {
            @Override
            public Answer send(Message message) {
                sent.add(message);
                return answers.removeFirst();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void triesAgainAfterGrowingPausesUntilItIsTaken() throws Exception {
        assertThat(deliver(BUSY, BUSY, BUSY, new Answer.Taken())).isTrue();
        assertThat(sent).containsExactly(MESSAGE, MESSAGE, MESSAGE, MESSAGE);
        assertThat(pauses).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(3));
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void givesUpAfterTheLastTryAndSaysSo() throws Exception {
        assertThat(deliver(BUSY, BUSY, BUSY, BUSY)).isFalse();
        assertThat(context.logged())
                .containsExactly("WARNING not told: process_restart of web, after 4 tries: answered 503");
    }

    @Test
    void triesWhatIsHopelessOnce() throws Exception {
        assertThat(deliver(new Answer.Never("answered 404"))).isFalse();
        assertThat(pauses).isEmpty();
        assertThat(context.logged())
                .containsExactly("WARNING not told: process_restart of web, after 1 try: answered 404");
    }

    @Test
    void waitsAsLongAsIsAskedForButNotForEver() throws Exception {
        Answer inAMinute = new Answer.Later("answered 429", Optional.of(Duration.ofMinutes(1)));
        Answer tomorrow = new Answer.Later("answered 429", Optional.of(Duration.ofDays(1)));
        Answer atOnce = new Answer.Later("answered 429", Optional.of(Duration.ZERO));
        assertThat(deliver(inAMinute, tomorrow, atOnce, new Answer.Taken())).isTrue();
        assertThat(pauses.get(0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(pauses.get(1)).isEqualTo(Delivery.LONGEST_WAIT_ASKED_FOR);
        assertThat(pauses.get(2)).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void pausesDifferFromDaemonToDaemon() {
        assertThat(BACKOFF.delay(3, new SplittableRandom(1))).isNotEqualTo(BACKOFF.delay(3, new SplittableRandom(2)));
        assertThat(BACKOFF.delay(1_000, new SplittableRandom(1))).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }
}
