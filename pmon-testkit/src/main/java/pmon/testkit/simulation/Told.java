package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;
import pmon.core.supervisor.Entry;

/** That every change of a status is an event with a cause, in the same append as the record that has it, and numbered without a gap. */
final class Told {
    private final Map<Integer, Status> statuses = new HashMap<>();
    private long lastSeq;

    Told(List<ProcessRecord> records, long lastSeq) {
        this.lastSeq = lastSeq;
        records.forEach(record -> statuses.put(record.id(), record.status()));
    }

    void appends(List<Entry> entries) {
        Map<Integer, Set<Status>> reached = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Happened(var event)) {
                Invariants.require(
                        event.seq() == ++lastSeq, () -> "event " + event.seq() + " is not number " + lastSeq);
                Invariants.require(!event.cause().isEmpty(), () -> "no cause: " + event);
                if (event.to() != null) {
                    reached.computeIfAbsent(event.id(), none -> new HashSet<>()).add(event.to());
                }
            }
        }
        for (Entry entry : entries) {
            if (entry instanceof Entry.Put(ProcessRecord record)) {
                Status before = statuses.put(record.id(), record.status());
                // While it is being started there is nothing to tell: how that ends follows at once.
                boolean told = before == record.status()
                        || record.status() == Status.INIT
                        || reached.getOrDefault(record.id(), Set.of()).contains(record.status());
                Invariants.require(
                        told,
                        () -> record.name() + " went from " + before + " to " + record.status() + " without an event");
            }
        }
    }
}
