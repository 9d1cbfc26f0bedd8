package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

/** Which programs a request names. */
public sealed interface Selection {
    /** What the caller wants with them. */
    enum Purpose {
        /** Everybody may look at every program. */
        LOOK,
        /** Only the owner and root may act; patterns leave out what the caller may not touch. */
        ACT
    }

    /** The programs, in the order named, each once; none only where nothing but groups without programs were named. */
    record Selected(List<ProcessSnapshot> processes) implements Selection {}

    /** One of the names cannot be resolved or may not be touched; then nothing is selected. */
    record Rejected(ErrorCode code, String message) implements Selection {}

    /** Resolves targets among the programs there are. */
    static Selection of(Targets targets, Snapshot snapshot, Caller caller, Purpose purpose) {
        List<ProcessSnapshot> processes = snapshot.processes();
        Set<ProcessSnapshot> selected = new LinkedHashSet<>();
        for (String selector : targets.selectors()) {
            ProcessSnapshot exact = exact(selector, processes);
            if (exact != null) {
                if (purpose == Purpose.ACT
                        && !caller.mayActOn(exact.record().spec().user())) {
                    return new Rejected(
                            ErrorCode.NOT_PERMITTED,
                            "process (" + selector + ") belongs to "
                                    + exact.record().spec().user().name() + "; "
                                    + caller.account().name() + " may not act on it");
                }
                selected.add(exact);
                continue;
            }
            GroupSnapshot group = selector.startsWith("@") ? snapshot.group(selector.substring(1)) : null;
            List<ProcessSnapshot> matching = group == null ? matching(selector, processes) : group.processes();
            if (matching.isEmpty() && group != null) {
                continue;
            }
            if (matching.isEmpty()) {
                return nothing(selector);
            }
            List<ProcessSnapshot> permitted = new ArrayList<>(matching);
            if (purpose == Purpose.ACT) {
                permitted.removeIf(
                        process -> !caller.mayActOn(process.record().spec().user()));
            }
            if (permitted.isEmpty()) {
                return new Rejected(
                        ErrorCode.NOT_PERMITTED,
                        caller.account().name() + " may not act on any process that " + selector + " stands for");
            }
            selected.addAll(permitted);
        }
        return new Selected(List.copyOf(selected));
    }

    private static @Nullable ProcessSnapshot exact(String selector, List<ProcessSnapshot> processes) {
        boolean number = number(selector);
        for (ProcessSnapshot process : processes) {
            if (number
                    ? Integer.toString(process.id()).equals(selector)
                    : process.name().equals(selector)) {
                return process;
            }
        }
        return null;
    }

    /** Whether it can only be an id: no name consists of digits alone. */
    static boolean number(String selector) {
        return !selector.isEmpty() && selector.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<ProcessSnapshot> matching(String selector, List<ProcessSnapshot> processes) {
        Predicate<ProcessSnapshot> wanted;
        if (selector.equals("all")) {
            wanted = process -> true;
        } else if (Glob.isPattern(selector)) {
            Glob glob = new Glob(selector);
            wanted = process -> glob.matches(process.name());
        } else {
            return List.of();
        }
        return processes.stream().filter(wanted).toList();
    }

    private static Rejected nothing(String selector) {
        if (selector.equals("all")) {
            return new Rejected(ErrorCode.NO_PROCESSES, "there are no processes");
        }
        if (selector.startsWith("@")) {
            return new Rejected(ErrorCode.UNKNOWN_GROUP, "group (" + selector.substring(1) + ") does not exist");
        }
        if (Glob.isPattern(selector)) {
            return new Rejected(ErrorCode.UNKNOWN_PROCESS, "no process matches " + selector);
        }
        return new Rejected(ErrorCode.UNKNOWN_PROCESS, "process (" + selector + ") does not exist");
    }
}
