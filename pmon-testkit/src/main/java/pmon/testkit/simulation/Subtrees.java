package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.Goal;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Snapshot;

/**
 * That whoever wants to go along with one that dies does: what runs is asked to end at once, or as soon as what depends on it has ended,
 * stays down if it wants that, and has ended before the one that died is started again. A daemon that takes over owes the same for what died
 * unseen, and for what had died before, as far as the store knows of it.
 */
final class Subtrees {
    /** One to which SIGKILL was sent so often keeps nobody waiting. */
    private static final int SURVIVED = 2;

    private final Edges edges = new Edges(false);
    /** What is durable of each program, as this daemon has found it. */
    private final Map<Integer, ProcessRecord> recorded = new HashMap<>();
    /** By id, the instances that this daemon has taken over. */
    private final Map<Integer, Integer> adopted = new HashMap<>();

    private boolean taken;
    /** Instances that have to end. */
    private final Map<ChildKey, Due> due = new HashMap<>();

    private final Set<ChildKey> asked = new HashSet<>();
    private final Map<ChildKey, Integer> kills = new HashMap<>();
    private final List<ChildKey> spawned = new ArrayList<>();
    /** The deaths of the present turn. */
    private final List<ProcessEvent> deaths = new ArrayList<>();

    /**
     * Why an instance has to end.
     *
     * @param root the program that has died
     * @param seq the number of the event that says so; 0 where it is what the store says itself
     */
    record Due(int root, long seq) {}

    /** @param before what an earlier daemon had to do, as it has left it */
    Subtrees(Recovered recovered, Map<ChildKey, Due> before) {
        recovered.records().forEach(record -> recorded.put(record.id(), record));
        before.forEach((key, why) -> {
            ProcessRecord record = recorded.get(key.process());
            boolean known = why.seq() <= recovered.lastSeq();
            if (known && record != null && record.generation() == key.generation()) {
                due.put(key, why);
            }
        });
    }

    /** What is still to be done. */
    Map<ChildKey, Due> open() {
        return due;
    }

    void hears(Input input) {
        if (input instanceof Input.ChildExited exited) {
            due.remove(exited.key());
        }
        if (input instanceof Input.Boot boot) {
            // What ran before the machine was booted has ended with it.
            recorded.values()
                    .removeIf(record -> record.instance() != null
                            && !record.instance().bootId().equals(boot.bootId()));
        }
        if (input instanceof Input.AdoptionEnded ended && ended.adoption() instanceof Adoption.Adopted) {
            adopted.put(ended.key().process(), ended.key().generation());
        }
    }

    /** A daemon has just compared what is durable with what lives. */
    void taken(Snapshot snapshot) {
        edges.sees(snapshot);
        taken = true;
        due.entrySet().removeIf(each -> !owed(each.getKey(), each.getValue()));
        for (ProcessRecord record : recorded.values()) {
            boolean ran = record.status() == Status.RUNNING || record.status() == Status.INIT;
            Integer now = adopted.get(record.id());
            if (ran
                    && record.goal() == Goal.UP
                    && !Integer.valueOf(record.generation()).equals(now)) {
                takesAlong(record.name().value(), new Due(record.id(), 0), now != null);
            }
        }
        checkAsked();
    }

    /** Whether an instance was taken over, and still goes along with what it was to. */
    private boolean owed(ChildKey key, Due why) {
        ProcessSnapshot root = edges.byId(why.root());
        Integer generation = adopted.get(key.process());
        return root != null
                && generation != null
                && generation == key.generation()
                && along(root.name(), any -> true).contains(key.process());
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
        if (taken) {
            checkAsked();
        }
        due.keySet().removeIf(key -> edges.byId(key.process()) == null);
        spawned.forEach(this::checkStart);
        spawned.clear();
    }

    private void checkAsked() {
        for (ProcessSnapshot process : edges.table().values()) {
            ChildKey key = new ChildKey(process.id(), process.record().generation());
            Invariants.require(
                    !due.containsKey(key) || asked.contains(key) || endsAfterOthers(process),
                    () -> process.name() + " keeps running though " + due.get(key) + " has died");
        }
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
        takesAlong(dead.name(), new Due(dead.id(), death.seq()), false);
    }

    /** @param back whether the root has been started again: what was started again with it need not be once more */
    private void takesAlong(String root, Due why, boolean back) {
        for (int id : along(root, dependent -> !back || isAsRecorded(dependent))) {
            ProcessSnapshot dependent = edges.byId(id);
            boolean left = !back || (dependent != null && isAsRecorded(dependent));
            if (dependent != null && dependent.main() != null && left) {
                ChildKey instance = new ChildKey(id, dependent.record().generation());
                if (kills.getOrDefault(instance, 0) < SURVIVED) {
                    due.put(instance, why);
                }
            }
        }
    }

    private boolean isAsRecorded(ProcessSnapshot process) {
        ProcessRecord record = recorded.get(process.id());
        return record != null && record.generation() == process.record().generation();
    }

    /**
     * The ids of what goes along with a program, over any number of steps.
     *
     * @param first which of those that depend on it itself
     */
    private Set<Integer> along(String root, Predicate<ProcessSnapshot> first) {
        Set<Integer> ids = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(root));
        while (!open.isEmpty()) {
            String name = open.remove();
            for (String other : edges.dependents(name)) {
                ProcessSnapshot dependent = edges.table().get(other);
                if (dependent != null
                        && goesAlong(dependent, name)
                        && (!name.equals(root) || first.test(dependent))
                        && ids.add(dependent.id())) {
                    open.add(other);
                }
            }
        }
        return ids;
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
        for (Map.Entry<ChildKey, Due> each : due.entrySet()) {
            ProcessSnapshot dependent = edges.byId(each.getKey().process());
            Invariants.require(
                    each.getValue().root() != started.id()
                            || dependent == null
                            || !edges.dependents(started.name()).contains(dependent.name())
                            || !goesAlong(dependent, started.name()),
                    () -> started.name() + " is started again before " + each.getKey() + " has ended");
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
