package pmon.testkit.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.Goal;
import pmon.api.process.Health;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * That dependencies are kept: nothing is started while something it depends on, and that was on its way when it was queued, has not run
 * since; and nothing is asked to end while something that depends on it is still ending.
 */
final class Orders {
    private final Edges edges;
    private final Map<String, Set<String>> awaited = new HashMap<>();
    /** Instances that were asked to end, and how often they were killed since. */
    private final Map<ChildKey, Integer> ending = new HashMap<>();

    private final Set<ChildKey> readied = new HashSet<>();
    /** Instances that were started without having to become ready, whatever the program has to since. */
    private final Set<ChildKey> ungated = new HashSet<>();
    /** Starts and ends out of order, unless what asked for them has done away with the edge at once. */
    private final List<Edge> doubtful = new ArrayList<>();

    /** Whether programs may have been queued in this turn by edges that are different at its end. */
    private boolean edgesMove;

    /** Instances that are ended for how they are. */
    private final Set<ChildKey> condemned = new HashSet<>();

    /** @param ending the instance of the dependent that is ending; null for a start */
    private record Edge(String from, String to, @Nullable ChildKey ending, String wrong) {}

    Orders(Edges edges) {
        this.edges = edges;
    }

    /** Everything as it is after an input. */
    void sees(Snapshot snapshot) {
        Map<String, ProcessSnapshot> before = edges.sees(snapshot);
        Map<String, ProcessSnapshot> now = edges.table();
        for (Edge edge : doubtful) {
            // What asked for the start may have made another of the one that was awaited.
            boolean unordered =
                    edge.ending() == null ? !onItsWay(edge.from(), edge.to()) : condemned.contains(edge.ending());
            if (!unordered && edges.dependencies(edge.from()).contains(edge.to())) {
                throw new AssertionError(edge.wrong());
            }
        }
        doubtful.clear();
        for (ProcessSnapshot process : now.values()) {
            if (process.status() != Status.QUEUED) {
                awaited.remove(process.name());
                continue;
            }
            ProcessSnapshot earlier = before.get(process.name());
            boolean news = earlier == null || earlier.status() != Status.QUEUED;
            Set<String> others = edges.dependencies(process.name());
            if (news) {
                others.removeIf(other -> edgesMove || !onItsWay(process.name(), other));
                awaited.put(process.name(), others);
            } else {
                awaited.getOrDefault(process.name(), new HashSet<>())
                        .removeIf(other -> !onItsWay(process.name(), other) || !others.contains(other));
            }
        }
        awaited.keySet().retainAll(now.keySet());
        ending.keySet()
                .removeIf(key -> now.values().stream()
                        .noneMatch(process -> process.id() == key.process()
                                && process.record().generation() == key.generation()
                                && (process.status() == Status.RUNNING || process.status() == Status.RESTARTING)));
    }

    /** An instance that others may want to be ready is. */
    void ready(ChildKey key) {
        readied.add(key);
        ProcessSnapshot process = edges.byId(key.process());
        if (process != null && process.record().generation() == key.generation()) {
            awaited.values().forEach(others -> others.remove(process.name()));
        }
    }

    /** What runs, even for a moment, is waited for no longer, unless it has to be ready, and what has ended holds nobody up. */
    void hears(Input input) {
        if (input instanceof Input.ChildExited exited) {
            if (exited.treeEmpty()) {
                ending.remove(exited.key());
            }
            if (exited.exit().success()) {
                completed(exited.key().process());
            }
        }
        // What could not be recorded is taken back, edges and all.
        edgesMove = input instanceof Input.CommitFailed;
        if (edgesMove) {
            awaited.clear();
        }
        if (input instanceof Input.TreeEmpty empty) {
            ending.remove(empty.key());
        }
        if (input instanceof Input.Spawned spawned) {
            ran(spawned.key().process(), false);
        }
        if (input instanceof Input.AdoptionEnded ended && ended.adoption() instanceof Adoption.Adopted) {
            // What an earlier daemon knew of it is on record, and only there.
            readied.add(ended.key());
            ran(ended.key().process(), true);
        }
    }

    /** Whether it takes more than being started, of one that is asked whether it is ready. */
    private boolean wantedReady(String dependent, ProcessSnapshot other) {
        return wantedMore(dependent, other)
                && !other.record().spec().task().run().ends()
                && other.record().spec().task().has(Role.READY);
    }

    /** Whether it takes the end of one that comes to its end. */
    private boolean wantedOver(String dependent, ProcessSnapshot other) {
        return wantedMore(dependent, other)
                && other.record().spec().task().run().ends();
    }

    private boolean wantedMore(String dependent, ProcessSnapshot other) {
        ProcessSnapshot one = edges.table().get(dependent);
        return one != null && one.record().spec().task().terms(other.name()).condition() != Condition.STARTED;
    }

    private void completed(int id) {
        ProcessSnapshot process = edges.byId(id);
        if (process != null) {
            awaited.forEach((dependent, others) -> {
                if (wantedOver(dependent, process)) {
                    others.remove(process.name());
                }
            });
        }
    }

    private void ran(int id, boolean adopted) {
        ProcessSnapshot process = edges.byId(id);
        if (process != null) {
            awaited.forEach((dependent, others) -> {
                if (adopted || !(wantedReady(dependent, process) || wantedOver(dependent, process))) {
                    others.remove(process.name());
                }
            });
        }
    }

    void does(Effect effect, Input cause) {
        if (effect instanceof Effect.Spawn spawn) {
            String name = spawn.spec().name().value();
            if (!spawn.spec().task().has(Role.READY)) {
                ungated.add(spawn.key());
            }
            awaited.getOrDefault(name, Set.of())
                    .forEach(other -> doubtful.add(new Edge(name, other, null, name + " is started before " + other)));
        }
        if (effect instanceof Effect.Append append) {
            append.entries().forEach(this::appends);
        }
        if (effect instanceof Effect.SignalTree(ChildKey key, Signal signal)) {
            if (signal == Signal.KILL) {
                ending.computeIfPresent(key, (same, kills) -> kills == 1 ? null : kills + 1);
            } else if (!unasked(cause, key)) {
                checkEnd(key);
                ending.put(key, 0);
            }
        }
    }

    /** Its end has no order, though it may have waited for another's. */
    private void appends(Entry entry) {
        if (entry instanceof Entry.Happened(ProcessEvent event) && event.type() == ProcessEvent.Type.UNHEALTHY) {
            ChildKey key = new ChildKey(event.id(), event.generation());
            condemned.add(key);
            ending.remove(key);
        }
    }

    private void checkEnd(ChildKey key) {
        ProcessSnapshot one = edges.byId(key.process());
        for (ChildKey other : ending.keySet()) {
            ProcessSnapshot dependent = edges.byId(other.process());
            if (one != null
                    && dependent != null
                    && edges.dependencies(dependent.name()).contains(one.name())) {
                doubtful.add(new Edge(
                        dependent.name(),
                        one.name(),
                        other,
                        one.name() + " is asked to end before " + dependent.name() + " has"));
            }
        }
    }

    /**
     * Ends that nobody asked for at that moment have no order: the program ended itself, or the daemon did, or it does not work, by its
     * checks or because it is not ready in time.
     */
    private boolean unasked(Input cause, ChildKey key) {
        ProcessSnapshot process = edges.byId(key.process());
        boolean late = cause instanceof Input.Tick && process != null && process.health() == Health.STARTING;
        return late
                || (cause instanceof Input.Checked checked && checked.key().equals(key))
                || cause instanceof Input.AdoptionEnded
                || cause instanceof Input.CommitFailed
                || (cause instanceof Input.ChildExited exited && exited.key().equals(key));
    }

    /** Whether it is being ended, or its main process has ended. */
    private boolean ends(ProcessSnapshot process) {
        ChildKey key = new ChildKey(process.id(), process.record().generation());
        return condemned.contains(key) || ending.containsKey(key) || process.main() == null;
    }

    private boolean onItsWay(String dependent, String name) {
        ProcessSnapshot process = edges.table().get(name);
        if (process == null || process.record().goal() != Goal.UP) {
            return false;
        }
        Status status = process.status();
        boolean becoming = status == Status.RUNNING
                && process.health() == Health.STARTING
                && wantedReady(dependent, process)
                && !readied.contains(new ChildKey(process.id(), process.record().generation()))
                && !ungated.contains(new ChildKey(process.id(), process.record().generation()));
        return becoming
                || (status == Status.RUNNING && wantedOver(dependent, process) && !ends(process))
                || status == Status.QUEUED
                || status == Status.INIT
                || status == Status.BACKOFF;
    }
}
