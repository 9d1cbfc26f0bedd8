package pmon.daemon.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.daemon.event.EventFeed;
import pmon.daemon.fixture.Programs;

@Timeout(60)
class EventDispatchTest {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final EventFeed feed = new EventFeed();
    private EventDispatch dispatch;

    @AfterEach
    void end() {
        release.countDown();
        feed.close();
        if (dispatch != null) {
            dispatch.close();
        }
    }

    /** A failure, which a handler hears of at once. */
    private static ProcessEvent failure(int id, String cause) {
        return new ProcessEvent(
                1,
                Programs.START,
                ProcessEvent.Type.FAILED,
                "p" + id,
                id,
                1,
                Status.RUNNING,
                Status.FAILED,
                cause,
                null,
                null);
    }

    private void record(Occurrence occurrence) {
        handled.add(occurrence.program().name() + " " + occurrence.event().cause());
    }

    private String next() throws InterruptedException {
        return String.valueOf(handled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private EventDispatch dispatch(EventHandler handler, int bound) {
        dispatch = new EventDispatch(handler, id -> Optional.of(Programs.record(id, "p" + id)), bound);
        return dispatch;
    }

    @Test
    void whatIsPublishedReachesTheHandler() throws InterruptedException {
        dispatch = EventDispatch.start(feed, this::record, id -> Optional.of(Programs.record(id, "web")));
        feed.publish(List.of(Programs.event(1), failure(7, "exit code 1")));
        assertThat(next()).isEqualTo("web exit code 1");
    }

    @Test
    void ofOneProgramOneAfterTheOther() throws InterruptedException {
        EventDispatch events = dispatch(
                occurrence -> {
                    // The later ones would overtake the first, if they could.
                    if (occurrence.event().cause().equals("0")) {
                        release.await();
                    }
                    record(occurrence);
                },
                100);
        for (int i = 0; i < 20; i++) {
            events.hear(failure(1, Integer.toString(i)));
        }
        release.countDown();
        for (int i = 0; i < 20; i++) {
            assertThat(next()).isEqualTo("p1 " + i);
        }
    }

    @Test
    void aSlowHandlerForOneProgramDoesNotDelayAnother() throws InterruptedException {
        EventDispatch events = dispatch(
                occurrence -> {
                    if (occurrence.program().id() == 1) {
                        release.await();
                    }
                    record(occurrence);
                },
                100);
        events.hear(failure(1, "slow"));
        events.hear(failure(1, "slow too"));
        events.hear(failure(2, "quick"));
        assertThat(next()).isEqualTo("p2 quick");
        release.countDown();
        assertThat(next()).isEqualTo("p1 slow");
        assertThat(next()).isEqualTo("p1 slow too");
    }

    @Test
    void moreThanMayWaitIsDroppedAndNeverWaitedFor() throws InterruptedException {
        EventDispatch events = dispatch(
                occurrence -> {
                    release.await();
                    record(occurrence);
                },
                3);
        for (int i = 0; i < 1_000; i++) {
            events.hear(failure(1, Integer.toString(i)));
        }
        release.countDown();
        assertThat(List.of(next(), next(), next())).containsExactly("p1 0", "p1 1", "p1 2");
        events.hear(failure(1, "later"));
        assertThat(next()).isEqualTo("p1 later");
    }

    @Test
    void aMistakeOfTheHandlerEndsNothing() throws InterruptedException {
        EventDispatch events = dispatch(
                occurrence -> {
                    if (occurrence.event().cause().equals("bad")) {
                        throw new IllegalStateException("on purpose");
                    }
                    record(occurrence);
                },
                100);
        events.hear(failure(1, "bad"));
        events.hear(failure(1, "good"));
        assertThat(next()).isEqualTo("p1 good");
    }

    @Test
    void aProgramThatIsGoneIsLeftOut() throws InterruptedException {
        dispatch = new EventDispatch(
                this::record, id -> id == 1 ? Optional.empty() : Optional.of(Programs.record(id, "p" + id)), 10);
        dispatch.hear(failure(1, "gone"));
        dispatch.hear(failure(2, "there"));
        assertThat(next()).isEqualTo("p2 there");
        assertThat(handled).isEmpty();
    }

    @Test
    void afterTheEndNothingBegins() throws InterruptedException {
        EventDispatch events = dispatch(this::record, 10);
        events.close();
        events.hear(failure(1, "late"));
        assertThat(handled.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }
}
