package pmon.testkit.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;

/** A store in memory, which outlives its closing, and which fails when it is told to. Not for several threads. */
public final class MemoryStore implements Store {
    private Contents contents = new Contents();
    private StoreException.@Nullable Kind failing;

    /** From now on every commit fails in this way; null lets them succeed again. */
    public void fail(StoreException.@Nullable Kind kind) {
        failing = kind;
    }

    @Override
    public String name() {
        return MemoryStoreProvider.NAME;
    }

    @Override
    public StoredState load() {
        return new StoredState(List.copyOf(contents.processes.values()), contents.values, contents.lastSeq);
    }

    @Override
    public void commit(List<StoreChange> changes) throws StoreException {
        if (failing != null) {
            throw new StoreException(failing, "told to fail");
        }
        Contents next = contents.copy();
        for (StoreChange change : changes) {
            next.apply(change);
        }
        contents = next;
    }

    @Override
    public List<StoredEvent> events(long after, int processId, int limit) {
        return contents.events.tailMap(after, false).values().stream()
                .filter(event -> processId == 0 || event.processId() == processId)
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredEvent> lastEvents(int processId, int limit) {
        return contents.events.descendingMap().values().stream()
                .filter(event -> processId == 0 || event.processId() == processId)
                .limit(limit)
                .toList()
                .reversed();
    }

    @Override
    public void close() {}

    private static final class Contents {
        final TreeMap<Integer, StoredProcess> processes = new TreeMap<>();
        final Map<String, String> values = new TreeMap<>();
        final TreeMap<Long, StoredEvent> events = new TreeMap<>();
        long lastSeq;

        Contents copy() {
            Contents copy = new Contents();
            copy.processes.putAll(processes);
            copy.values.putAll(values);
            copy.events.putAll(events);
            copy.lastSeq = lastSeq;
            return copy;
        }

        void apply(StoreChange change) throws StoreException {
            switch (change) {
                case StoreChange.PutProcess(int id, String name, String document) ->
                    processes.put(id, new StoredProcess(id, name, document));
                case StoreChange.DeleteProcess(int id) -> processes.remove(id);
                case StoreChange.AppendEvent(StoredEvent event) -> append(event);
                case StoreChange.TrimEvents(long upTo) ->
                    events.headMap(upTo, true).clear();
                case StoreChange.TrimProcessEvents(int processId, int keep) -> trim(processId, keep);
                case StoreChange.PutValue(String key, String value) -> values.put(key, value);
            }
        }

        private void trim(int processId, int keep) {
            List<Long> newestFirst = events.descendingMap().values().stream()
                    .filter(event -> event.processId() == processId)
                    .map(StoredEvent::seq)
                    .skip(keep)
                    .toList();
            newestFirst.forEach(events::remove);
        }

        private void append(StoredEvent event) throws StoreException {
            if (event.seq() <= lastSeq) {
                throw new StoreException(
                        StoreException.Kind.OTHER, "event " + event.seq() + " does not follow " + lastSeq);
            }
            lastSeq = event.seq();
            events.put(event.seq(), event);
        }
    }
}
