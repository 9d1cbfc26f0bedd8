package pmon.daemon.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.testkit.event.Occurrences;

@Timeout(60)
class LaneTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deadlines deadlines = new Deadlines();
    private Lane lane;

    @AfterEach
    void end() {
        release.countDown();
        if (lane != null) {
            lane.close();
        }
        deadlines.close();
    }

    /** What a test wants done with an occurrence. */
    private interface Handling {
        void handle(Occurrence occurrence) throws Exception;
    }

    private EventHandler handler(int parallel, Handling handling) {
        return new EventHandler() {
            @Override
            public Set<Kind> wanted() {
                return EnumSet.of(Kind.PROCESS_FAILURE, Kind.PROCESS_RESTART);
            }

            @Override
            public int parallel() {
                return parallel;
            }

            @Override
            public void handle(Occurrence occurrence) throws Exception {
                handling.handle(occurrence);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    private void start(Duration timeout, int bound, EventHandler handler) {
        lane = new Lane("test", timeout, deadlines, bound);
        lane.open(() -> handler);
    }

    private void record(Occurrence occurrence) {
        handled.add(occurrence.program().name() + " " + occurrence.event().seq());
    }

    private void fail(int id, long seq) {
        lane.give(Occurrences.of(Kind.PROCESS_FAILURE, id, seq));
    }

    private String next() throws InterruptedException {
        return String.valueOf(handled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    /** Until the lane is in this state: its threads get there without our help. */
    private void await(Lane.State state) {
        while (lane.state() != state) {
            Thread.onSpinWait();
        }
    }

    @Test
    void oneProgramsOccurrencesComeInOrder() throws Exception {
        start(LONG, 100, handler(4, this::record));
        for (int seq = 0; seq < 20; seq++) {
            fail(1, seq);
        }
        for (int seq = 0; seq < 20; seq++) {
            assertThat(next()).isEqualTo("p1 " + seq);
        }
    }

    @Test
    void aSlowCallForOneProgramDoesNotDelayAnother() throws Exception {
        start(LONG, 100, handler(2, occurrence -> {
            if (occurrence.program().id() == 1) {
                release.await();
            }
            record(occurrence);
        }));
        fail(1, 1);
        fail(1, 2);
        fail(2, 3);
        assertThat(next()).isEqualTo("p2 3");
        release.countDown();
        assertThat(List.of(next(), next())).containsExactly("p1 1", "p1 2");
    }

    @Test
    void whatHappensWhileItIsOpenedIsKept() throws Exception {
        lane = new Lane("test", LONG, deadlines, 10);
        lane.open(() -> {
            release.await();
            return handler(1, this::record);
        });
        fail(1, 1);
        lane.give(Occurrences.of(Kind.EVENT, 1, 2));
        release.countDown();
        fail(1, 3);
        // The event is of a kind that it does not want.
        assertThat(List.of(next(), next())).containsExactly("p1 1", "p1 3");
    }

    @Test
    void moreThanMayWaitIsDroppedAndNeverWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        start(LONG, 2, handler(1, occurrence -> {
            begun.countDown();
            release.await();
            record(occurrence);
        }));
        fail(1, 0);
        begun.await();
        for (int seq = 1; seq < 1_000; seq++) {
            fail(1, seq);
        }
        release.countDown();
        assertThat(List.of(next(), next(), next())).containsExactly("p1 0", "p1 1", "p1 2");
        fail(1, 5_000);
        assertThat(next()).isEqualTo("p1 5000");
    }

    @Test
    void aFailureNowAndThenIsReportedAndForgotten() throws Exception {
        start(LONG, 100, handler(1, occurrence -> {
            record(occurrence);
            if (occurrence.event().seq() % 3 != 0) {
                throw new IllegalStateException("on purpose");
            }
        }));
        for (int seq = 1; seq <= 9; seq++) {
            fail(1, seq);
            assertThat(next()).isEqualTo("p1 " + seq);
        }
        assertThat(lane.state()).isEqualTo(Lane.State.OPEN);
    }

    @Test
    void oneThatAlwaysThrowsIsSwitchedOff() throws Exception {
        start(LONG, 100, handler(1, _ -> {
            throw new StackOverflowError("on purpose");
        }));
        for (int seq = 1; seq <= Lane.MAX_STRIKES; seq++) {
            fail(1, seq);
        }
        await(Lane.State.OFF);
        assertThat(lane.problems())
                .containsExactly("3 calls in a row failed, at last process_failure of p1 failed: on purpose");
        assertThat(lane.wants(Kind.PROCESS_FAILURE)).isFalse();
        assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatSleepsForEverIsGivenUpAndSwitchedOff() {
        start(SHORT, 100, handler(1, _ -> {
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException _) {
                    // Deaf to what it is told.
                }
            }
        }));
        for (int seq = 1; seq <= Lane.MAX_STRIKES; seq++) {
            fail(1, seq);
        }
        await(Lane.State.OFF);
        assertThat(lane.problems())
                .containsExactly(
                        "3 calls in a row failed, at last process_failure of p1 took longer than 20ms and was given up");
    }

    @Test
    void oneThatDoesNotOpenIsSwitchedOff() {
        lane = new Lane("test", SHORT, deadlines, 10);
        lane.open(() -> {
            release.await();
            return handler(1, this::record);
        });
        await(Lane.State.OFF);
        assertThat(lane.problems()).containsExactly("opening took longer than 20ms");
    }

    @Test
    void afterTheEndNothingBegins() throws Exception {
        start(LONG, 10, handler(1, this::record));
        fail(1, 1);
        assertThat(next()).isEqualTo("p1 1");
        lane.closeAndWait();
        assertThat(closed.getCount()).isZero();
        fail(1, 2);
        assertThat(lane.wants(Kind.PROCESS_FAILURE)).isFalse();
        assertThat(handled).isEmpty();
    }
}
