package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** Who depends on whom, by the table alone: knows nothing of how the supervisor keeps it. Edges within a circle do not count. */
final class Edges {
    private final boolean backwards;
    private Map<String, ProcessSnapshot> table = Map.of();

    /** @param backwards takes every edge the wrong way round, which must be noticed */
    Edges(boolean backwards) {
        this.backwards = backwards;
    }

    /** Everything as it is after an input. @return as it was before */
    Map<String, ProcessSnapshot> sees(Snapshot snapshot) {
        Map<String, ProcessSnapshot> before = table;
        Map<String, ProcessSnapshot> now = new HashMap<>();
        snapshot.processes().forEach(process -> now.put(process.name(), process));
        table = now;
        return before;
    }

    /** By name, everything as it was last seen. */
    Map<String, ProcessSnapshot> table() {
        return table;
    }

    @Nullable
    ProcessSnapshot byId(int id) {
        return table.values().stream()
                .filter(process -> process.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** What a program depends on, without those that depend on it in turn. */
    Set<String> dependencies(String name) {
        Set<String> direct = new TreeSet<>();
        for (String other : table.keySet()) {
            if (depends(name, other)) {
                direct.add(other);
            }
        }
        return direct;
    }

    /** What depends on a program, without those that it depends on in turn. */
    Set<String> dependents(String name) {
        Set<String> direct = new TreeSet<>();
        for (String other : table.keySet()) {
            if (depends(other, name)) {
                direct.add(other);
            }
        }
        return direct;
    }

    private boolean depends(String from, String to) {
        return edge(from, to) && !reaches(to, from, new HashSet<>());
    }

    private boolean edge(String from, String to) {
        ProcessSnapshot process = table.get(backwards ? to : from);
        return !from.equals(to)
                && process != null
                && process.record().spec().dependencies().contains(backwards ? from : to);
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        return table.keySet().stream().anyMatch(next -> edge(from, next) && reaches(next, to, seen));
    }
}
