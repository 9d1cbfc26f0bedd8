package pmon.core.supervisor;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;

/**
 * All programs and groups as they were at one moment, in the order of their ids. Never changes.
 *
 * @param seq the number of the newest event that had happened by then; 0 for none
 */
public record Snapshot(List<ProcessSnapshot> processes, List<GroupSnapshot> groups, long seq) {
    /** No programs. */
    public static final Snapshot EMPTY = new Snapshot(List.of());

    /** Without groups and events. */
    public Snapshot(List<ProcessSnapshot> processes) {
        this(processes, List.of(), 0);
    }

    public Snapshot {
        processes = List.copyOf(processes);
        groups = List.copyOf(groups);
    }

    /** Whether a task is to be run when the daemon gets this signal, instead of what it does otherwise. */
    public boolean claims(Signal signal) {
        for (ProcessSnapshot process : processes) {
            if (process.record().goal() == Goal.UP
                    && process.record().spec().task().run().occasion() instanceof Occasion.OnSignal special
                    && special.signal() == signal) {
                return true;
            }
        }
        return false;
    }

    /** Without those that are being deleted. */
    Snapshot staying() {
        Predicate<ProcessSnapshot> stays = process -> process.record().goal() != Goal.GONE;
        if (processes.stream().allMatch(stays)) {
            return this;
        }
        return new Snapshot(
                processes.stream().filter(stays).toList(),
                groups.stream()
                        .map(group -> new GroupSnapshot(
                                group.id(),
                                group.name(),
                                group.processes().stream().filter(stays).toList()))
                        .toList(),
                seq);
    }

    /** The group of this id or name; null when there is none. */
    public @Nullable GroupSnapshot group(String selector) {
        boolean number = Selection.number(selector);
        for (GroupSnapshot group : groups) {
            if (number
                    ? Integer.toString(group.id()).equals(selector)
                    : group.name().equals(selector)) {
                return group;
            }
        }
        return null;
    }
}
