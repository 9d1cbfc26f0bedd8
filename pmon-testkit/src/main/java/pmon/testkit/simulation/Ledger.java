package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.ProcessRecord;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.GroupTable;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Unfinished;
import pmon.testkit.store.MemoryStore;

/**
 * The journal of a schedule, on a store that outlives daemons. What fails to commit waits below what is appended later. A document is
 * nothing but a number by which the record is found again: a store does not look into it.
 */
final class Ledger {
    private static final String NEXT_ID = "next_id";
    private static final String GROUPS = "groups";
    private static final String REQUESTS = "requests";

    final MemoryStore store = new MemoryStore();
    private final Map<String, ProcessRecord> documents = new HashMap<>();
    private final Map<String, GroupTable> tables = new HashMap<>();
    private final Map<String, List<Unfinished>> requests = new HashMap<>();
    private final Deque<Effect.Append> waiting = new ArrayDeque<>();
    private final List<StoreChange> failed = new ArrayList<>();

    void append(Effect.Append append) {
        waiting.add(append);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && failed.isEmpty();
    }

    /** What waits dies with its daemon. */
    void forget() {
        waiting.clear();
        failed.clear();
    }

    /**
     * Commits what waits, up to some append.
     *
     * @param count how many appends, at most
     * @return their tickets, in order; they are durable unless the store is failing
     */
    List<Long> commit(int count) {
        List<Long> tickets = new ArrayList<>();
        while (tickets.size() < count && !waiting.isEmpty()) {
            Effect.Append append = waiting.removeFirst();
            tickets.add(append.ticket());
            append.entries().forEach(entry -> failed.add(change(entry)));
        }
        failed.add(new StoreChange.TrimEvents(Long.MAX_VALUE));
        return tickets;
    }

    /** Whether what has been committed is durable. */
    boolean durable() {
        try {
            store.commit(failed);
            failed.clear();
            return true;
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.OTHER) {
                throw new AssertionError("the store refuses what was appended", e);
            }
            return false;
        }
    }

    Recovered recovered() {
        StoredState state = store.load();
        List<ProcessRecord> records = state.processes().stream()
                .map(process -> documents.get(process.document()))
                .toList();
        return new Recovered(
                records,
                Integer.parseInt(state.values().getOrDefault(NEXT_ID, "1")),
                state.lastSeq(),
                tables.getOrDefault(state.values().getOrDefault(GROUPS, ""), GroupTable.EMPTY),
                requests.getOrDefault(state.values().getOrDefault(REQUESTS, ""), List.of()));
    }

    private StoreChange change(Entry entry) {
        return switch (entry) {
            case Entry.Put(ProcessRecord record) -> {
                String document = Integer.toString(documents.size());
                documents.put(document, record);
                yield new StoreChange.PutProcess(record.id(), record.name().value(), document);
            }
            case Entry.Remove(int id) -> new StoreChange.DeleteProcess(id);
            case Entry.Happened(var event) ->
                new StoreChange.AppendEvent(new StoredEvent(event.seq(), event.id(), event.cause()));
            case Entry.Groups(GroupTable table) -> {
                String document = Integer.toString(tables.size());
                tables.put(document, table);
                yield new StoreChange.PutValue(GROUPS, document);
            }
            case Entry.Requests(var unfinished) -> {
                String document = Integer.toString(requests.size());
                requests.put(document, unfinished);
                yield new StoreChange.PutValue(REQUESTS, document);
            }
            case Entry.NextId(int id) -> new StoreChange.PutValue(NEXT_ID, Integer.toString(id));
        };
    }
}
