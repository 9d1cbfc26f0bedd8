package pmon.daemon.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.StoreChange;

/**
 * Which events go to make room: a program's own when it has too many, so that one that restarts all day costs the others none of their
 * history, and the oldest of all when there are too many in all. The journal's thread only.
 */
final class Retention {
    /** A program is trimmed each time that it has this part of what is kept of it more. */
    private static final int PARTS = 10;

    private final JournalLimits limits;
    private final int batch;
    /** Events of each program since it was trimmed. One that is not here may have any number: an earlier daemon counted. */
    private final Map<Integer, Integer> untrimmed = new HashMap<>();

    private long nextTrim;

    Retention(JournalLimits limits) {
        this.limits = limits;
        batch = Math.max(1, limits.keptPerProgram() / PARTS);
    }

    /** The number of the newest event that the store has. */
    void begin(long lastSeq) {
        nextTrim = trimAfter(lastSeq);
    }

    /** What goes together with these events being added. */
    List<StoreChange> after(List<ProcessEvent> events) {
        List<StoreChange> trims = new ArrayList<>();
        counted(events).forEach((program, count) -> {
            if (count >= batch) {
                trims.add(new StoreChange.TrimProcessEvents(program, limits.keptPerProgram()));
            }
        });
        if (!events.isEmpty() && events.getLast().seq() >= nextTrim) {
            trims.add(new StoreChange.TrimEvents(Math.max(0, events.getLast().seq() - limits.keptEvents())));
        }
        return trims;
    }

    /** These have been added, and what was to go has gone. */
    void committed(List<ProcessEvent> events) {
        counted(events).forEach((program, count) -> untrimmed.put(program, count >= batch ? 0 : count));
        for (ProcessEvent event : events) {
            if (event.type() == ProcessEvent.Type.DELETED) {
                untrimmed.remove(event.id());
            }
        }
        if (!events.isEmpty()) {
            nextTrim = trimAfter(events.getLast().seq());
        }
    }

    private Map<Integer, Integer> counted(List<ProcessEvent> events) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (ProcessEvent event : events) {
            int before = counts.getOrDefault(event.id(), untrimmed.getOrDefault(event.id(), batch));
            counts.put(event.id(), before + 1);
        }
        return counts;
    }

    /** The next multiple of the batch: the same whether or not the daemon is restarted in between. */
    private long trimAfter(long seq) {
        return (seq / limits.trimBatch() + 1) * limits.trimBatch();
    }
}
