package pmon.daemon.foreground;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;

/** The store of a daemon that leaves nothing behind. It outlives its closing, but not the process. One thread. */
public final class MemoryStore implements Store, StoreProvider {
    private final Map<Integer, StoredProcess> processes = new TreeMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final NavigableMap<Long, StoredEvent> events = new TreeMap<>();
    /** Numbers of the events of each program, oldest first. */
    private final Map<Integer, Deque<Long>> numbers = new HashMap<>();

    private long lastSeq;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Store open(Path directory) {
        return this;
    }

    @Override
    public StoredState load() {
        return new StoredState(List.copyOf(processes.values()), values, lastSeq);
    }

    @Override
    public void commit(List<StoreChange> changes) throws StoreException {
        long last = lastSeq;
        for (StoreChange change : changes) {
            if (change instanceof StoreChange.AppendEvent(StoredEvent event)) {
                if (event.seq() <= last) {
                    throw new StoreException(
                            StoreException.Kind.OTHER, "event " + event.seq() + " does not follow " + last);
                }
                last = event.seq();
            }
        }
        changes.forEach(this::apply);
    }

    private void apply(StoreChange change) {
        switch (change) {
            case StoreChange.PutProcess(int id, String name, String document) ->
                processes.put(id, new StoredProcess(id, name, document));
            case StoreChange.DeleteProcess(int id) -> processes.remove(id);
            case StoreChange.AppendEvent(StoredEvent event) -> {
                lastSeq = event.seq();
                events.put(event.seq(), event);
                numbers.computeIfAbsent(event.processId(), _ -> new ArrayDeque<>())
                        .add(event.seq());
            }
            case StoreChange.TrimEvents(long upTo) -> trim(upTo);
            case StoreChange.TrimProcessEvents(int processId, int keep) -> {
                Deque<Long> own = numbers.getOrDefault(processId, new ArrayDeque<>());
                while (own.size() > keep) {
                    events.remove(own.remove());
                }
            }
            case StoreChange.PutValue(String key, String value) -> values.put(key, value);
        }
    }

    private void trim(long upTo) {
        NavigableMap<Long, StoredEvent> gone = events.headMap(upTo, true);
        for (StoredEvent event : gone.values()) {
            Deque<Long> own = numbers.get(event.processId());
            if (own != null) {
                own.remove();
                if (own.isEmpty()) {
                    numbers.remove(event.processId());
                }
            }
        }
        gone.clear();
    }

    @Override
    public List<StoredEvent> events(long after, int processId, int limit) {
        return some(events.tailMap(after, false), processId, limit);
    }

    @Override
    public List<StoredEvent> lastEvents(int processId, int limit) {
        return some(events.descendingMap(), processId, limit).reversed();
    }

    private static List<StoredEvent> some(Map<Long, StoredEvent> from, int processId, int limit) {
        List<StoredEvent> some = new ArrayList<>();
        for (StoredEvent event : from.values()) {
            if (some.size() == limit) {
                break;
            }
            if (processId == 0 || event.processId() == processId) {
                some.add(event);
            }
        }
        return some;
    }

    @Override
    public void close() {}
}
