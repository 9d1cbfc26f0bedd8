package pmon.daemon.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.daemon.event.EventFeed;
import pmon.daemon.fixture.Programs;

@Timeout(60)
class EventDispatchTest {
    private final List<String> given = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<Integer, ProcessRecord> programs = new HashMap<>(Map.of(1, Programs.record(1, "web")));

    private Receiver receiver(Set<Kind> wanted) {
        return new Receiver() {
            @Override
            public boolean wants(Kind kind) {
                return wanted.contains(kind);
            }

            @Override
            public void give(Occurrence occurrence) {
                given.add(occurrence.kind().word() + " " + occurrence.program().name() + " "
                        + occurrence.event().type().word());
                first.countDown();
            }
        };
    }

    private EventDispatch dispatch(Set<Kind> wanted) {
        return new EventDispatch(receiver(wanted), id -> Optional.ofNullable(programs.get(id)));
    }

    private static ProcessEvent event(int id, ProcessEvent.Type type) {
        return new ProcessEvent(
                1, Programs.START, type, "web", id, 1, Status.RUNNING, Status.FAILED, "because", null, null);
    }

    @Test
    void whatTheFeedTellsIsHandedOn() throws InterruptedException {
        EventFeed feed = new EventFeed();
        EventDispatch.start(
                feed, receiver(EnumSet.of(Kind.PROCESS_FAILURE)), id -> Optional.ofNullable(programs.get(id)));
        feed.publish(List.of(event(1, ProcessEvent.Type.FAILED)));
        first.await();
        feed.close();
        assertThat(given).containsExactly("process_failure web failed");
    }

    @Test
    void whatNobodyWantsIsNotLookedUp() {
        EventDispatch dispatch = new EventDispatch(receiver(EnumSet.of(Kind.PROCESS_RESTART)), _ -> {
            throw new AssertionError("nobody wants to know");
        });
        dispatch.hear(event(1, ProcessEvent.Type.FAILED));
        assertThat(given).isEmpty();
    }

    @Test
    void thoseWhoWantEveryEventGetItBesides() {
        EventDispatch dispatch = dispatch(EnumSet.allOf(Kind.class));
        dispatch.hear(event(1, ProcessEvent.Type.UPDATED));
        dispatch.hear(event(1, ProcessEvent.Type.FAILED));
        assertThat(given).containsExactly("event web updated", "process_failure web failed", "event web failed");
    }

    @Test
    void whatHappenedToAProgramIsToldThoughItIsDeletedMeanwhile() {
        EventDispatch dispatch = dispatch(EnumSet.of(Kind.EVENT));
        dispatch.deleted(programs.remove(1));
        dispatch.hear(event(1, ProcessEvent.Type.STOPPED));
        dispatch.hear(event(1, ProcessEvent.Type.DELETED));
        assertThat(given).containsExactly("event web stopped", "event web deleted");
    }

    @Test
    void itIsForgottenOnceItsDeletionIsTold() {
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        EventDispatch dispatch = dispatch(wanted);
        dispatch.deleted(programs.remove(1));
        dispatch.hear(event(1, ProcessEvent.Type.DELETED));
        wanted.add(Kind.EVENT);
        dispatch.hear(event(1, ProcessEvent.Type.STOPPED));
        assertThat(given).isEmpty();
    }
}
