package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.Response;

/**
 * What applying a process configuration does, as names of programs.
 *
 * @param added entries that no program is known for
 * @param updated programs that an entry changes without ending them
 * @param restarted running programs that an entry changes so that they have to be started again
 * @param unchanged programs whose entry is what was applied last
 * @param removed programs that an earlier configuration had and this one has not
 * @param problems entries that are not applied, a sentence each
 */
public record InitPlan(
        List<String> added,
        List<String> updated,
        List<String> restarted,
        List<String> unchanged,
        List<String> removed,
        List<String> problems) {
    public InitPlan {
        added = List.copyOf(added);
        updated = List.copyOf(updated);
        restarted = List.copyOf(restarted);
        unchanged = List.copyOf(unchanged);
        removed = List.copyOf(removed);
        problems = List.copyOf(problems);
    }

    /** What {@link Change.Init} would do for this caller now. Any thread. */
    public static InitPlan of(Snapshot snapshot, List<Configured> entries, Caller caller) {
        Map<String, ProcessSnapshot> known = new HashMap<>();
        snapshot.processes().forEach(process -> known.put(process.name(), process));
        List<String> added = new ArrayList<>();
        List<String> updated = new ArrayList<>();
        List<String> restarted = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Configured entry : entries) {
            named.add(entry.name());
            if (!caller.owns(entry.spec().user())) {
                continue;
            }
            ProcessSnapshot process = known.get(entry.name());
            if (process == null) {
                added.add(entry.name());
                continue;
            }
            switch (Merge.of(entry, process.record().spec(), process.record().applied(), caller)) {
                case Merge.Same same -> unchanged.add(entry.name());
                case Merge.Refused(String problem) -> problems.add(problem);
                case Merge.Changed(var spec, boolean restart) ->
                    (restart && process.main() != null ? restarted : updated).add(entry.name());
            }
        }
        List<String> removed = snapshot.processes().stream()
                .map(ProcessSnapshot::record)
                .filter(record ->
                        record.applied() != null && caller.owns(record.spec().user()))
                .map(ProcessRecord::name)
                .map(Object::toString)
                .filter(name -> !named.contains(name))
                .toList();
        return new InitPlan(added, updated, restarted, unchanged, removed, problems);
    }

    /** As clients see it. */
    public Response.Plan response() {
        return new Response.Plan(added, updated, restarted, unchanged, removed);
    }
}
