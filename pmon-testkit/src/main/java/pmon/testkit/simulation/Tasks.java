package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * That nothing is started before what has to be run or to be so first: of each task of its prerun a run that began after it was queued has
 * ended well, and of each monitor of its prologue a check has passed. And that what was stopped for a task has ended before that is run.
 */
final class Tasks {
    /** SIGKILL was sent so often that the daemon waits no longer. */
    private static final int GIVEN_UP = 10;

    private final Map<Integer, Queued> queued = new HashMap<>();
    /** By program, its last run. */
    private final Map<Integer, Run> begun = new HashMap<>();

    /** By name of a task, which may be deleted by now, the turn in which the last run began that ended well. */
    private final Map<String, Integer> good = new HashMap<>();
    /** By name of a task, the instances that were asked to end for it. */
    private final Map<String, Set<ChildKey>> stoppedFor = new HashMap<>();

    private final Map<ChildKey, Integer> kills = new HashMap<>();
    private Map<String, ProcessSnapshot> table = Map.of();
    private int turn;

    /** By program, the monitors of its prologue that have passed since it was last looked at. */
    private final Map<Integer, Set<String>> passed = new HashMap<>();
    /** By program, as what its prologue is looked at. */
    private final Map<Integer, ChildKey> looks = new HashMap<>();

    /** A run that began in a turn. */
    private record Run(String name, int since) {}

    /** A program that is queued since a turn. */
    private record Queued(int since, ProcessSpec spec) {}

    void hears(Input input, Watching watching) {
        turn++;
        switch (input) {
            case Input.ChildExited(ChildKey key, var exit, boolean treeEmpty) -> {
                if (treeEmpty) {
                    stoppedFor.values().forEach(instances -> instances.remove(key));
                }
                Run run = begun.get(key.process());
                if (exit.success() && run != null) {
                    good.put(run.name(), run.since());
                }
            }
            case Input.TreeEmpty(ChildKey key) -> stoppedFor.values().forEach(instances -> instances.remove(key));
            case Input.Checked(ChildKey key, String monitor, var _) -> {
                if (key.equals(looks.get(key.process())) && watching.passed(key, monitor)) {
                    passed.computeIfAbsent(key.process(), _ -> new HashSet<>()).add(monitor);
                }
            }
            default -> {}
        }
    }

    void does(Effect effect) {
        switch (effect) {
            case Effect.Spawn(ChildKey key, ProcessSpec spec) -> {
                checkPrepared(key, spec);
                checkAlone(spec);
                begun.put(key.process(), new Run(spec.name().value(), turn));
            }
            case Effect.Check check
            when check.monitor().role() == MonitorSpec.Role.PROLOGUE -> {
                if (!check.key().equals(looks.put(check.key().process(), check.key()))) {
                    passed.remove(check.key().process());
                }
            }
            case Effect.SignalTree(ChildKey key, Signal signal) -> {
                if (signal == Signal.KILL && kills.merge(key, 1, Integer::sum) >= GIVEN_UP) {
                    stoppedFor.values().forEach(instances -> instances.remove(key));
                }
            }
            case Effect.Append append -> append.entries().forEach(this::appends);
            default -> {}
        }
    }

    private void appends(Entry entry) {
        if (entry instanceof Entry.Happened(ProcessEvent event) && event.type() == ProcessEvent.Type.STOPPING) {
            for (String task : table.keySet()) {
                if (event.cause().equals("stopped for " + task)) {
                    stoppedFor
                            .computeIfAbsent(task, _ -> new HashSet<>())
                            .add(new ChildKey(event.id(), event.generation()));
                }
            }
        }
    }

    private void checkPrepared(ChildKey key, ProcessSpec spec) {
        Queued one = queued.getOrDefault(key.process(), new Queued(turn, spec));
        for (String name : spec.task().run().prerun()) {
            // What was changed since it was queued is for the next start.
            boolean wanted = one.spec.task().run().prerun().contains(name);
            Invariants.require(
                    !wanted || good.getOrDefault(name, 0) >= one.since,
                    () -> spec.name() + " is started, and " + name + " was not run before");
        }
        for (MonitorSpec monitor : spec.task().monitors()) {
            boolean wanted = monitor.role() == MonitorSpec.Role.PROLOGUE
                    && one.spec.task().monitors().contains(monitor)
                    // The first start is one that somebody asked for.
                    && (key.generation() == 1 || looks.containsKey(key.process()));
            Invariants.require(
                    !wanted || passed.getOrDefault(key.process(), Set.of()).contains(monitor.name()),
                    () -> spec.name() + " is started, and its prologue does not hold");
        }
    }

    private void checkAlone(ProcessSpec spec) {
        ProcessSnapshot task = table.get(spec.name().value());
        Set<ChildKey> left = stoppedFor.remove(spec.name().value());
        if (task != null && left != null && task.record().reason().startsWith("run for ")) {
            Invariants.require(left.isEmpty(), () -> spec.name() + " is run before others have ended: " + left);
        }
    }

    /** Everything as it is after an input. */
    void sees(Snapshot snapshot) {
        Map<String, ProcessSnapshot> now = new HashMap<>();
        for (ProcessSnapshot process : snapshot.processes()) {
            now.put(process.name(), process);
            if (process.main() == null && process.status() != Status.RUNNING && process.status() != Status.RESTARTING) {
                ChildKey ended = new ChildKey(process.id(), process.record().generation());
                stoppedFor.values().forEach(instances -> instances.remove(ended));
            }
            if (process.status() != Status.QUEUED) {
                queued.remove(process.id());
            } else {
                queued.computeIfAbsent(
                        process.id(), _ -> new Queued(turn, process.record().spec()));
            }
        }
        table = now;
    }
}
