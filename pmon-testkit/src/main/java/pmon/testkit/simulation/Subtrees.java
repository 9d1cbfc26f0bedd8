package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.Goal;
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
 * That whoever wants to go along with one that dies does: what runs is asked to end at once, or as soon as what depends on it has ended,
 * stays down if it wants that, and has ended before the one that died is started again.
 */
final class Subtrees {
    /** One to which SIGKILL was sent so often keeps nobody waiting. */
    private static final int SURVIVED = 2;

    private final Edges edges = new Edges(false);
    /** Instances that have to end, and the program whose death they have to end for. */
    private final Map<ChildKey, Integer> due = new HashMap<>();

    private final Set<ChildKey> asked = new HashSet<>();
    private final Map<ChildKey, Integer> kills = new HashMap<>();
    private final List<ChildKey> spawned = new ArrayList<>();
    /** The deaths of the present turn. */
    private final List<ProcessEvent> deaths = new ArrayList<>();

    void hears(Input input) {
        if (input instanceof Input.ChildExited exited) {
            due.remove(exited.key());
        }
    }

    void does(Effect effect) {
        switch (effect) {
            case Effect.Spawn spawn -> spawned.add(spawn.key());
            case Effect.SignalTree(ChildKey key, Signal signal) -> {
                asked.add(key);
                if (signal == Signal.KILL && kills.merge(key, 1, Integer::sum) >= SURVIVED) {
                    due.remove(key);
                }
            }
            case Effect.Append append -> died(append.entries());
            default -> {}
        }
    }

    /** An exit is a death where nothing was told before it of an end that somebody wanted, or that its monitors did. */
    private void died(List<Entry> entries) {
        Set<Integer> wanted = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Happened(ProcessEvent event)) {
                switch (event.type()) {
                    case STOPPING, RESTARTING, UNHEALTHY -> wanted.add(event.id());
                    case EXITED -> {
                        if (event.from() == Status.RUNNING && !wanted.contains(event.id())) {
                            deaths.add(event);
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    /** Everything as it is after an input. */
    void sees(Snapshot snapshot) {
        deaths.forEach(this::takesAlong);
        deaths.clear();
        edges.sees(snapshot);
        for (ProcessSnapshot process : edges.table().values()) {
            ChildKey key = new ChildKey(process.id(), process.record().generation());
            Invariants.require(
                    !due.containsKey(key) || asked.contains(key) || endsAfterOthers(process),
                    process.name() + " keeps running though " + due.get(key) + " has died");
        }
        due.keySet().removeIf(key -> edges.byId(key.process()) == null);
        spawned.forEach(this::checkStart);
        spawned.clear();
    }

    /** Before the table is that after the death. */
    private void takesAlong(ProcessEvent death) {
        ProcessSnapshot dead = edges.byId(death.id());
        ChildKey key = new ChildKey(death.id(), death.generation());
        boolean completed = dead != null
                && !dead.record().spec().autoRestart()
                && death.exit() != null
                && death.exit().success();
        // Whether it ran, and was not ending: the status alone does not say.
        if (dead == null || completed || asked.contains(key) || dead.main() == null) {
            return;
        }
        Set<String> seen = new HashSet<>(Set.of(dead.name()));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String name = open.remove();
            for (String other : edges.dependents(name)) {
                ProcessSnapshot dependent = edges.table().get(other);
                if (dependent != null && goesAlong(dependent, name) && seen.add(other)) {
                    open.add(other);
                    ChildKey instance =
                            new ChildKey(dependent.id(), dependent.record().generation());
                    if (dependent.main() != null && kills.getOrDefault(instance, 0) < SURVIVED) {
                        due.put(instance, dead.id());
                    }
                }
            }
        }
    }

    private static boolean goesAlong(ProcessSnapshot dependent, String other) {
        Status status = dependent.status();
        boolean rests = status == Status.STOPPED || status == Status.FAILED || status == Status.CLOSED;
        return !rests
                && dependent.record().goal() == Goal.UP
                && dependent.record().spec().task().terms(other).onFailure() != OnFailure.IGNORE;
    }

    private void checkStart(ChildKey key) {
        ProcessSnapshot started = edges.byId(key.process());
        if (started == null) {
            return;
        }
        for (Map.Entry<ChildKey, Integer> each : due.entrySet()) {
            ProcessSnapshot dependent = edges.byId(each.getKey().process());
            Invariants.require(
                    each.getValue() != started.id()
                            || dependent == null
                            || !edges.dependents(started.name()).contains(dependent.name())
                            || !goesAlong(dependent, started.name()),
                    started.name() + " is started again before " + each.getKey() + " has ended");
        }
    }

    /** Whether something that depends on it, over any number of steps, was asked to end and still lives: the end of that comes first. */
    private boolean endsAfterOthers(ProcessSnapshot process) {
        Set<String> seen = new HashSet<>(Set.of(process.name()));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (String other : edges.dependents(open.remove())) {
                ProcessSnapshot dependent = edges.table().get(other);
                if (dependent == null || !seen.add(other)) {
                    continue;
                }
                open.add(other);
                boolean ending = dependent.status() == Status.RUNNING || dependent.status() == Status.RESTARTING;
                ChildKey key = new ChildKey(dependent.id(), dependent.record().generation());
                if (ending && asked.contains(key)) {
                    return true;
                }
            }
        }
        return false;
    }
}
