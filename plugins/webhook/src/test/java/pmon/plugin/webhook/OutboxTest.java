package pmon.plugin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.testkit.event.LiveContext;

@Timeout(60)
class OutboxTest {
    private final LiveContext context = new LiveContext();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Semaphore open = new Semaphore(0);
    private final AtomicInteger senders = new AtomicInteger();
    private final Semaphore closed = new Semaphore(0);

    /** Sends one for each permit. */
    private final class Gate implements Sender {
        @Override
        public Answer send(Message message) throws InterruptedException {
            begun.add(message.id());
            open.acquire();
            if (message.body().equals("busy")) {
                return new Answer.Later("answered 503", Optional.empty());
            }
            if (message.body().equals("mistake")) {
                throw new IllegalStateException("a mistake in the sender");
            }
            taken.add(message.id());
            return new Answer.Taken();
        }

        @Override
        public void close() {
            closed.release();
        }
    }

    private Outbox outbox(int bound) {
        return new Outbox(
                bound,
                () -> {
                    senders.incrementAndGet();
                    return new Gate();
                },
                context.log());
    }

    private void put(Outbox outbox, String id, String body) {
        Backoff backoff = new Backoff(5, Duration.ofHours(1), Duration.ofHours(1));
        outbox.put(new Message(id, "event " + id, body), new Delivery(backoff, new Random(1), outbox, context.log()));
    }

    @Test
    void sendsInOrderAndKeepsNoConnectionWhenAllIsSent() throws Exception {
        try (Outbox outbox = outbox(10)) {
            open.release(3);
            put(outbox, "1", "");
            put(outbox, "2", "");
            put(outbox, "3", "");
            closed.acquire();
            while (taken.size() < 3) {
                closed.acquire();
            }
            assertThat(taken).containsExactly("1", "2", "3");
        }
        assertThat(closed.availablePermits()).isLessThanOrEqualTo(senders.get());
    }

    @Test
    void leavesTheOldestOutWhenItIsFullAndNeverWaits() throws Exception {
        try (Outbox outbox = outbox(2)) {
            put(outbox, "1", "");
            assertThat(begun.take()).isEqualTo("1");
            for (int i = 2; i <= 6; i++) {
                put(outbox, Integer.toString(i), "");
            }
            open.release(3);
            assertThat(begun.take()).isEqualTo("5");
            assertThat(begun.take()).isEqualTo("6");
        }
        assertThat(context.logged())
                .containsExactly(
                        "WARNING not told: event 2, for 2 wait already; 1 left out so far",
                        "WARNING not told: event 3, for 2 wait already; 2 left out so far");
    }

    @Test
    void triesWhatIsLeftOnceMoreAtTheEnd() throws Exception {
        Outbox outbox = outbox(10);
        put(outbox, "1", "busy");
        put(outbox, "2", "");
        assertThat(begun.take()).isEqualTo("1");
        open.release(2);
        outbox.close();
        assertThat(taken).containsExactly("2");
        assertThat(context.logged()).containsExactly("WARNING not told: event 1, after 1 try: answered 503");
    }

    @Test
    void endsThoughNobodyAnswers() throws Exception {
        Outbox outbox = outbox(10);
        put(outbox, "1", "");
        put(outbox, "2", "");
        assertThat(begun.take()).isEqualTo("1");
        outbox.close();
        assertThat(context.logged()).containsExactly("WARNING the end came before all was told; left out: 2");
        put(outbox, "3", "");
        closed.acquire();
        assertThat(taken).isEmpty();
    }

    @Test
    void aMistakeCostsOneMessageOnly() throws Exception {
        try (Outbox outbox = outbox(10)) {
            open.release(2);
            put(outbox, "1", "mistake");
            put(outbox, "2", "");
            assertThat(begun.take()).isEqualTo("1");
            assertThat(begun.take()).isEqualTo("2");
        }
        assertThat(taken).containsExactly("2");
        assertThat(context.logged())
                .containsExactly("ERROR not told: event 1, by a mistake in pmon: java.lang.IllegalStateException: a"
                        + " mistake in the sender");
    }
}
