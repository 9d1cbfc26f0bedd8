package pmon.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoredEvent;
import pmon.daemon.fixture.Programs;
import pmon.testkit.store.MemoryStore;

class RetentionTest {
    private static final int KEPT = 20;
    private static final JournalLimits LIMITS =
            new JournalLimits(KEPT, 200, 10, 5, 4, Duration.ofNanos(1), Duration.ofHours(1));

    private final MemoryStore store = new MemoryStore();
    private Retention retention = new Retention(LIMITS);

    @Test
    void aProgramThatRestartsAllDayCostsOthersNothing() throws StoreException {
        happen(1, 30, seq -> seq <= 3 ? 2 : 1);
        happen(31, 150, seq -> 1);
        assertThat(store.lastEvents(2, 1000)).hasSize(3);
        assertThat(store.lastEvents(1, 1000)).hasSizeBetween(KEPT, KEPT + KEPT / 10);
    }

    @Test
    void manyShortLivesOfADaemonKeepToTheBoundToo() throws StoreException {
        for (int daemon = 0; daemon < 60; daemon++) {
            retention = new Retention(LIMITS);
            retention.begin(store.load().lastSeq());
            happen(daemon + 1L, daemon + 1L, seq -> 1);
        }
        assertThat(store.lastEvents(1, 1000)).hasSizeBetween(KEPT, KEPT + KEPT / 10);
    }

    @Test
    void manyProgramsTogetherKeepToTheBoundOfAll() throws StoreException {
        happen(1, 1_000, seq -> seq);
        assertThat(store.events(0, 0, 10_000)).hasSizeBetween(200, 210);
    }

    private void happen(long first, long last, LongUnaryOperator program) throws StoreException {
        for (long seq = first; seq <= last; seq++) {
            int id = (int) program.applyAsLong(seq);
            List<ProcessEvent> events = List.of(of(id, seq));
            List<StoreChange> changes = new ArrayList<>(LongStream.of(seq)
                    .mapToObj(one -> (StoreChange) new StoreChange.AppendEvent(new StoredEvent(one, id, "{}")))
                    .toList());
            changes.addAll(retention.after(events));
            store.commit(changes);
            retention.committed(events);
        }
    }

    private static ProcessEvent of(int program, long seq) {
        ProcessEvent event = Programs.event(seq);
        return new ProcessEvent(
                seq,
                event.time(),
                event.type(),
                event.process(),
                program,
                event.generation(),
                event.from(),
                event.to(),
                event.cause(),
                event.pid(),
                event.exit());
    }
}
