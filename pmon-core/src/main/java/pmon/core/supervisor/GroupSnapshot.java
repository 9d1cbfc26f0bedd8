package pmon.core.supervisor;

import java.util.List;

/**
 * A group as it was at one moment.
 *
 * @param processes its programs, in the order of their ids
 */
public record GroupSnapshot(int id, String name, List<ProcessSnapshot> processes) {
    public GroupSnapshot {
        processes = List.copyOf(processes);
    }
}
