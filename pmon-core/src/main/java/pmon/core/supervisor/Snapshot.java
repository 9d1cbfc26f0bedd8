package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All programs as they were at one moment, in the order of their ids. Never changes. */
public record Snapshot(List<ProcessSnapshot> processes) {
    /** No programs. */
    public static final Snapshot EMPTY = new Snapshot(List.of());

    /** Takes over the list, which nobody changes from now on. */
    static Snapshot of(ArrayList<ProcessSnapshot> processes) {
        return new Snapshot(Collections.unmodifiableList(processes));
    }
}
