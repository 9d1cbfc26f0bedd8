package pmon.core.supervisor;

import java.util.List;

/** All programs as they were at one moment, in the order of their ids. Never changes. */
public record Snapshot(List<ProcessSnapshot> processes) {
    /** No programs. */
    public static final Snapshot EMPTY = new Snapshot(List.of());

    public Snapshot {
        processes = List.copyOf(processes);
    }
}
