package pmon.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreChange.AppendEvent;
import pmon.api.spi.store.StoreChange.DeleteProcess;
import pmon.api.spi.store.StoreChange.PutProcess;
import pmon.api.spi.store.StoreChange.PutValue;
import pmon.api.spi.store.StoreChange.TrimEvents;
import pmon.api.spi.store.StoreChange.TrimProcessEvents;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;

/**
 * The contract of {@link Store}. A provider's test class extends it and says what {@link #provider} is; it adds what only this
 * provider promises.
 */
public abstract class StoreContract {
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int ALL = 0;

    @TempDir
    protected Path directory;

    /** Open on {@link #directory}. */
    protected Store store;

    /** The provider under test. */
    protected abstract StoreProvider provider();

    @BeforeEach
    void open() throws StoreException {
        store = provider().open(directory);
    }

    @AfterEach
    void close() throws StoreException {
        store.close();
    }

    /** Closes the store and opens what it left. */
    protected final void reopen() throws StoreException {
        store.close();
        store = provider().open(directory);
    }

    @Test
    void isNamedLikeItsProvider() {
        assertEquals(provider().name(), store.name());
    }

    @Test
    void isEmptyAtFirst() throws StoreException {
        assertEquals(new StoredState(List.of(), Map.of(), 0), store.load());
        assertEquals(List.of(), store.events(0, ALL, NO_LIMIT));
        assertEquals(List.of(), store.lastEvents(ALL, NO_LIMIT));
    }

    @Test
    void keepsEverythingAcrossReopening() throws StoreException {
        store.commit(List.of(
                new PutProcess(2, "db", "{\"a\":2}"),
                new PutProcess(1, "web", "{\"a\":1}"),
                event(1, 2, "{\"e\":1}"),
                new PutValue("next_id", "3")));
        reopen();
        assertEquals(
                new StoredState(
                        List.of(new StoredProcess(1, "web", "{\"a\":1}"), new StoredProcess(2, "db", "{\"a\":2}")),
                        Map.of("next_id", "3"),
                        1),
                store.load());
        assertEquals(List.of(new StoredEvent(1, 2, "{\"e\":1}")), store.events(0, ALL, NO_LIMIT));
    }

    @Test
    void readsItsOwnCommitsBeforeReopening() throws StoreException {
        store.commit(List.of(new PutProcess(1, "web", "{}"), event(1, 1, "e")));
        assertEquals(List.of(new StoredProcess(1, "web", "{}")), store.load().processes());
        assertEquals(1, store.load().lastSeq());
    }

    @Test
    void processesComeInTheOrderOfTheirIds() throws StoreException {
        List<StoreChange> changes = new ArrayList<>();
        for (int id : new int[] {10, 9, 2, 1, 100, Integer.MAX_VALUE}) {
            changes.add(new PutProcess(id, "p" + id, ""));
        }
        store.commit(changes);
        List<Integer> ids =
                store.load().processes().stream().map(StoredProcess::id).toList();
        assertEquals(List.of(1, 2, 9, 10, 100, Integer.MAX_VALUE), ids);
    }

    @Test
    void puttingAgainReplacesNameAndDocument() throws StoreException {
        store.commit(List.of(new PutProcess(1, "web", "old"), new PutValue("k", "old")));
        store.commit(List.of(new PutProcess(1, "www", "new"), new PutValue("k", "new")));
        reopen();
        assertEquals(List.of(new StoredProcess(1, "www", "new")), store.load().processes());
        assertEquals(Map.of("k", "new"), store.load().values());
    }

    @Test
    void changesOfABatchApplyInTheirOrder() throws StoreException {
        store.commit(List.of(
                new PutProcess(1, "web", "first"),
                new DeleteProcess(1),
                new PutProcess(2, "web", "second"),
                event(1, 1, "a"),
                new TrimEvents(1),
                event(2, 2, "b")));
        assertEquals(
                List.of(new StoredProcess(2, "web", "second")), store.load().processes());
        assertEquals(List.of(new StoredEvent(2, 2, "b")), store.events(0, ALL, NO_LIMIT));
    }

    @Test
    void deletingARecordKeepsItsEvents() throws StoreException {
        store.commit(List.of(new PutProcess(1, "web", ""), event(1, 1, "e")));
        store.commit(List.of(new DeleteProcess(1)));
        reopen();
        assertEquals(List.of(), store.load().processes());
        assertEquals(List.of(new StoredEvent(1, 1, "e")), store.events(0, 1, NO_LIMIT));
    }

    @Test
    void deletingWhatIsNotThereDoesNothing() throws StoreException {
        store.commit(List.of(new PutProcess(1, "web", "")));
        store.commit(List.of(new DeleteProcess(7)));
        assertEquals(1, store.load().processes().size());
    }

    @Test
    void anEmptyBatchDoesNothing() throws StoreException {
        store.commit(List.of());
        assertEquals(new StoredState(List.of(), Map.of(), 0), store.load());
    }

    /** What makes a batch fail is a number used twice: the one thing a store must refuse by itself. */
    @Test
    void nothingOfAFailingBatchIsThere() throws StoreException {
        store.commit(List.of(new PutProcess(1, "web", "kept"), event(5, 1, "kept"), new PutValue("k", "kept")));
        List<StoreChange> failing = List.of(
                new PutProcess(1, "web", "lost"),
                new PutProcess(2, "db", "lost"),
                new PutValue("k", "lost"),
                new TrimEvents(5),
                event(6, 1, "lost"),
                event(6, 1, "refused"));
        assertThrows(Exception.class, () -> store.commit(failing));
        StoredState kept = new StoredState(List.of(new StoredProcess(1, "web", "kept")), Map.of("k", "kept"), 5);
        assertEquals(kept, store.load());
        reopen();
        assertEquals(kept, store.load());
        assertEquals(List.of(new StoredEvent(5, 1, "kept")), store.events(0, ALL, NO_LIMIT));
    }

    @Test
    void goesOnAfterAFailingBatch() throws StoreException {
        store.commit(List.of(event(1, 1, "a")));
        assertThrows(Exception.class, () -> store.commit(List.of(event(1, 1, "again"))));
        store.commit(List.of(event(2, 1, "b")));
        reopen();
        assertEquals(2, store.load().lastSeq());
    }

    @Test
    void aNumberBelowTheLastIsRefusedEvenAfterTrimming() throws StoreException {
        store.commit(List.of(event(9, 1, "a")));
        store.commit(List.of(new TrimEvents(9)));
        assertThrows(Exception.class, () -> store.commit(List.of(event(4, 1, "late"))));
        assertEquals(List.of(), store.events(0, ALL, NO_LIMIT));
    }

    @Test
    void eventsComeInOrderBehindANumber() throws StoreException {
        store.commit(List.of(event(1, 1, "a"), event(2, 2, "b"), event(5, 1, "c"), event(6, 0, "d")));
        assertEquals(List.of(2L, 5L, 6L), numbers(store.events(1, ALL, NO_LIMIT)));
        assertEquals(List.of(2L, 5L), numbers(store.events(1, ALL, 2)));
        assertEquals(List.of(5L), numbers(store.events(1, 1, NO_LIMIT)));
        assertEquals(List.of(), store.events(6, ALL, NO_LIMIT));
        assertEquals(List.of(), store.events(Long.MAX_VALUE, ALL, NO_LIMIT));
    }

    @Test
    void theLastEventsComeOldestFirst() throws StoreException {
        store.commit(List.of(event(1, 1, "a"), event(2, 2, "b"), event(3, 1, "c"), event(4, 1, "d")));
        assertEquals(List.of(3L, 4L), numbers(store.lastEvents(ALL, 2)));
        assertEquals(List.of(1L, 3L, 4L), numbers(store.lastEvents(1, 10)));
        assertEquals(List.of(4L), numbers(store.lastEvents(1, 1)));
        assertEquals(List.of(), store.lastEvents(7, 10));
    }

    @Test
    void trimmingRemovesUpToANumberAndNoMore() throws StoreException {
        store.commit(List.of(event(1, 1, "a"), event(2, 1, "b"), event(3, 1, "c")));
        store.commit(List.of(new TrimEvents(2)));
        reopen();
        assertEquals(List.of(3L), numbers(store.events(0, ALL, NO_LIMIT)));
        assertEquals(List.of(3L), numbers(store.events(0, 1, NO_LIMIT)));
    }

    @Test
    void trimmingEverythingKeepsTheLastNumber() throws StoreException {
        store.commit(List.of(event(1, 1, "a"), event(41, 1, "b")));
        store.commit(List.of(new TrimEvents(Long.MAX_VALUE)));
        reopen();
        assertEquals(41, store.load().lastSeq());
        assertEquals(List.of(), store.events(0, ALL, NO_LIMIT));
        store.commit(List.of(event(42, 1, "c")));
        assertEquals(List.of(42L), numbers(store.events(0, ALL, NO_LIMIT)));
    }

    @Test
    void trimsTheEventsOfOneProgramToTheNewest() throws StoreException {
        store.commit(List.of(event(1, 1, "a"), event(2, 2, "b"), event(3, 1, "c"), event(4, 1, "d")));
        store.commit(List.of(new TrimProcessEvents(1, 2), new TrimProcessEvents(3, 2)));
        assertEquals(List.of(2L, 3L, 4L), numbers(store.events(0, ALL, NO_LIMIT)));
        store.commit(List.of(new TrimProcessEvents(1, 2), new TrimProcessEvents(2, 0)));
        reopen();
        assertEquals(List.of(3L, 4L), numbers(store.events(0, ALL, NO_LIMIT)));
        assertEquals(4, store.load().lastSeq());
    }

    @Test
    void keepsTextsAsTheyAre() throws StoreException {
        String text = "{\"s\":\"ä \ud83d\ude00 \u05e9 ' \\\" ; -- % _ \u2028 \u0001\"}\n";
        store.commit(List.of(
                new PutProcess(1, "web@1:a+b", text),
                event(Long.MAX_VALUE, 1, text),
                new PutValue("key ' \u00fc", text),
                new PutValue("", "")));
        reopen();
        assertEquals(
                new StoredState(
                        List.of(new StoredProcess(1, "web@1:a+b", text)),
                        Map.of("key ' \u00fc", text, "", ""),
                        Long.MAX_VALUE),
                store.load());
        assertEquals(List.of(new StoredEvent(Long.MAX_VALUE, 1, text)), store.lastEvents(1, 1));
    }

    @Test
    void keepsDocumentsOfAMebibyte() throws StoreException {
        String large = "{\"env\":\"" + "ä0123456789abcde".repeat(65_536) + "\"}";
        store.commit(List.of(new PutProcess(1, "web", large), event(1, 1, large)));
        reopen();
        assertEquals(large, store.load().processes().getFirst().document());
        assertEquals(large, store.lastEvents(ALL, 1).getFirst().document());
    }

    @Test
    void keepsManyRecordsAndEvents() throws StoreException {
        List<StoreChange> changes = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            changes.add(new PutProcess(i, "p" + i, "{\"i\":" + i + "}"));
            changes.add(event(i, i % 10, "{\"e\":" + i + "}"));
        }
        store.commit(changes);
        reopen();
        assertEquals(2_000, store.load().processes().size());
        assertEquals(200, store.events(0, 7, NO_LIMIT).size());
        assertEquals(List.of(1_999L, 2_000L), numbers(store.lastEvents(ALL, 2)));
    }

    private static StoreChange event(long seq, int process, String document) {
        return new AppendEvent(new StoredEvent(seq, process, document));
    }

    private static List<Long> numbers(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::seq).toList();
    }
}
