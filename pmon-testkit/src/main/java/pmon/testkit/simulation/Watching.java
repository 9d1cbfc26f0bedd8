package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Status;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * That checks are of instances that live, one of each monitor at a time, until they are told to end; and that one which was found unwell so
 * often in a row as its monitors allow is not left to live on, once what depends on it and ends has ended. Knows what checks really found,
 * whatever the supervisor was told.
 */
final class Watching {
    private final Set<Monitored> underWay = new HashSet<>();
    private final Set<ChildKey> over = new HashSet<>();
    private final Map<Monitored, Integer> failures = new HashMap<>();
    private final Set<ChildKey> condemned = new HashSet<>();
    /** Those that were asked to end. */
    private final Set<ChildKey> asked = new HashSet<>();

    private final Map<ChildKey, Set<String>> passed = new HashMap<>();
    private final Map<Monitored, Truth> found = new HashMap<>();
    private final Set<Monitored> prologues = new HashSet<>();
    private boolean closing;
    private boolean leaving;
    private @Nullable ChildKey readied;

    private record Monitored(ChildKey key, String monitor) {}

    private record Truth(MonitorSpec monitor, ProcessSpec spec, CheckResult result) {}

    void does(Effect effect) {
        switch (effect) {
            case Effect.Check check -> {
                Monitored one = new Monitored(check.key(), check.monitor().name());
                Invariants.require(!over.contains(check.key()), () -> "checks go on after their end: " + one);
                Invariants.require(underWay.add(one), () -> "checked twice at once: " + one);
            }
            case Effect.SignalTree(ChildKey key, var _) -> asked.add(key);
            case Effect.EndChecks(ChildKey key) -> {
                over.add(key);
                failures.keySet().removeIf(one -> one.key().equals(key));
            }
            default -> {}
        }
    }

    /** A check has come to its end, and will be heard of. */
    void finds(Effect.Check check, CheckResult truth) {
        Monitored one = new Monitored(check.key(), check.monitor().name());
        found.put(one, new Truth(check.monitor(), check.program(), truth));
    }

    /** Whether an instance has just become ready; {@link #heard} says which. */
    boolean hears(Input input) {
        // A daemon that leaves its programs to the next heeds nothing that they do. What it is asked first counts.
        if (input instanceof Input.CloseWanted close && !closing) {
            closing = true;
            leaving = close.keepPrograms();
        }
        if (leaving || !(input instanceof Input.Checked checked)) {
            return false;
        }
        Monitored one = new Monitored(checked.key(), checked.monitor());
        underWay.remove(one);
        Truth truth = found.remove(one);
        if (truth == null || over.contains(checked.key())) {
            return false;
        }
        boolean well = truth.result() instanceof CheckResult.Passed;
        if (truth.monitor().role() == Role.PROLOGUE) {
            if (well) {
                prologues.add(one);
            }
            return false;
        }
        if (truth.monitor().role() == Role.ALIVE) {
            failures.merge(one, 1, (before, more) -> before + more);
            Integer allowed = truth.monitor().unhealthyAfter();
            if (well) {
                failures.remove(one);
            } else if (allowed != null && failures.getOrDefault(one, 0) >= allowed) {
                condemned.add(one.key());
            }
            return false;
        }
        Set<String> all = passed.computeIfAbsent(checked.key(), _ -> new HashSet<>());
        if (well) {
            all.add(checked.monitor());
        }
        readied = checked.key();
        return truth.spec().task().monitors().stream()
                .filter(monitor -> monitor.role() == Role.READY)
                .allMatch(monitor -> all.contains(monitor.name()));
    }

    ChildKey heard() {
        return Objects.requireNonNull(readied);
    }

    /** Whether a check of a prologue has passed. */
    boolean passed(ChildKey key, String monitor) {
        return prologues.contains(new Monitored(key, monitor));
    }

    /** Everything as it is after an input. */
    void sees(Snapshot snapshot) {
        for (ProcessSnapshot process : snapshot.processes()) {
            ChildKey key = new ChildKey(process.id(), process.record().generation());
            if (process.status() != Status.RUNNING) {
                Invariants.require(
                        over.contains(key)
                                || underWay.stream().noneMatch(one -> one.key().equals(key)),
                        () -> "checks go on though it does not run: " + process);
            }
            Invariants.require(
                    process.main() == null
                            || !condemned.contains(key)
                            || asked.contains(key)
                            || endsAfterOthers(process, snapshot),
                    () -> "it lives on though it does not work: " + process);
        }
    }

    /** Whether something that depends on it, over any number of steps, was asked to end and still lives: the end of that comes first. */
    private boolean endsAfterOthers(ProcessSnapshot process, Snapshot snapshot) {
        Set<String> subtree = new HashSet<>(Set.of(process.name()));
        boolean more = true;
        while (more) {
            more = false;
            for (ProcessSnapshot other : snapshot.processes()) {
                boolean depends = other.record().spec().dependencies().stream().anyMatch(subtree::contains);
                more |= depends && subtree.add(other.name());
            }
        }
        subtree.remove(process.name());
        return snapshot.processes().stream()
                .filter(other -> subtree.contains(other.name()))
                .filter(other -> other.status() == Status.RUNNING || other.status() == Status.RESTARTING)
                .anyMatch(other ->
                        asked.contains(new ChildKey(other.id(), other.record().generation())));
    }
}
