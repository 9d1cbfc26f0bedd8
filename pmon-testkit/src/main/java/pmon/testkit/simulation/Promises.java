package pmon.testkit.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.Goal;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/** What callers were told: every request is answered once, and what was acknowledged holds until somebody asks for something else. */
final class Promises {
    private final Map<Long, Change> open = new LinkedHashMap<>();
    private final Set<Long> answered = new HashSet<>();
    /** The request that touched a program last. */
    private final Map<Integer, Long> last = new HashMap<>();
    /** What holds for a program, because the request that touched it last was acknowledged. */
    private final Map<Integer, Change> held = new HashMap<>();
    /** Of requests that the supervisor has heard, the one by which it was begun: another where an earlier daemon began it. */
    private final Map<Long, Long> beginnings = new HashMap<>();

    void asked(Input.Requested requested) {
        open.put(requested.operation(), requested.change());
    }

    /** The supervisor is about to hear a request, which was begun by the same or an earlier one. */
    void hears(Input.Requested requested, long beginning) {
        beginnings.put(requested.operation(), beginning);
    }

    /** The supervisor has begun a change, or refused it: what was promised before of the programs it names may be over. */
    void begun(Input.Requested requested, Snapshot before, Snapshot after) {
        if (beginning(requested.operation()) != requested.operation()) {
            // What was asked for since it was begun came later, and holds.
            return;
        }
        for (ProcessSnapshot process : all(before, after)) {
            if (touches(requested.change(), process)) {
                last.put(process.id(), requested.operation());
                held.remove(process.id());
            }
        }
    }

    private long beginning(long operation) {
        return beginnings.getOrDefault(operation, operation);
    }

    private static List<ProcessSnapshot> all(Snapshot before, Snapshot after) {
        return Stream.concat(before.processes().stream(), after.processes().stream())
                .toList();
    }

    void answered(Effect.Reply reply) {
        Change change = open.remove(reply.operation());
        if (change == null || !answered.add(reply.operation())) {
            throw new AssertionError("answered twice, or never asked: " + reply);
        }
        if (reply.outcome() instanceof Outcome.Done(List<ProcessSnapshot> affected) && wantsAGoal(change)) {
            long begun = beginning(reply.operation());
            for (ProcessSnapshot process : affected) {
                // What is only taken along is not what was asked for.
                if (touches(change, process) && last.getOrDefault(process.id(), begun) <= begun) {
                    held.put(process.id(), change);
                }
            }
        }
    }

    /** Whoever waits for a daemon that died is not answered any more. */
    void daemonDied() {
        open.clear();
    }

    /**
     * A daemon takes up a process configuration: what was started may be another program from now on. What was stopped stays so, unless it
     * is run at the time: then it goes on as what the configuration makes of it.
     *
     * @param recorded as it is found
     */
    void configured(List<ProcessRecord> recorded) {
        held.values().removeIf(change -> change instanceof Change.Exec || change instanceof Change.Restart);
        for (ProcessRecord record : recorded) {
            if (record.goal() == Goal.UP && isRun(record)) {
                held.remove(record.id());
            }
        }
    }

    void checkAllAnswered() {
        if (!open.isEmpty()) {
            throw new AssertionError("not answered: " + open);
        }
    }

    void checkHeld(Snapshot snapshot) {
        Map<Integer, ProcessRecord> records = new HashMap<>();
        snapshot.processes().forEach(process -> records.put(process.id(), process.record()));
        held.forEach((id, change) -> {
            ProcessRecord record = records.get(id);
            boolean kept = switch (change) {
                case Change.Delete delete -> record == null || record.goal() == Goal.GONE;
                case Change.Stop stop -> record == null || record.goal() != Goal.UP || isRun(record);
                case Change.Kill kill -> record == null || record.goal() != Goal.UP || isRun(record);
                case Change.Drop drop -> record == null || record.goal() == Goal.GONE;
                case Change.Init init -> true;
                case Change.Reset reset -> true;
                case Change.RunTask run -> true;
                case Change.SendSignal send -> true;
                case Change.Await await -> true;
                case Change.ChangeGroups regroup -> true;
                case Change.Exec exec -> record != null && wanted(record);
                case Change.Restart restart -> record != null && wanted(record);
            };
            if (!kept) {
                throw new AssertionError(
                        "acknowledged and lost: " + Telling.of(change) + " of " + id + ", now " + record);
            }
        });
    }

    /** Whether it may be run once though it was stopped: for another that names it, or because somebody asks. */
    private static boolean isRun(ProcessRecord record) {
        return record.spec().task().run().ends() || !record.spec().autoRestart();
    }

    private static boolean wanted(ProcessRecord record) {
        return record.goal() == Goal.UP
                || isTakenAlong(record.spec())
                || !record.spec().autoRestart();
    }

    /** Whether the end of others, asked for or not, may be its own. */
    private static boolean isTakenAlong(ProcessSpec spec) {
        return spec.dependencies().stream()
                .anyMatch(other -> spec.task().terms(other).onFailure() != OnFailure.IGNORE);
    }

    private static boolean touches(Change change, ProcessSnapshot process) {
        return switch (change) {
            case Change.Exec exec -> process.name().equals(exec.spec().name().value());
            case Change.Restart restart -> named(restart.targets().selectors(), process);
            case Change.Stop stop -> named(stop.targets().selectors(), process);
            case Change.Delete delete -> named(delete.targets().selectors(), process);
            case Change.Kill kill -> true;
            case Change.Drop drop -> true;
            case Change.Init init -> true;
            case Change.RunTask run -> named(run.targets().selectors(), process);
            case Change.Reset reset -> false;
            case Change.SendSignal send -> false;
            case Change.Await await -> false;
            case Change.ChangeGroups regroup -> false;
        };
    }

    private static boolean wantsAGoal(Change change) {
        return switch (change) {
            case Change.Exec exec -> true;
            case Change.Restart restart -> true;
            case Change.Stop stop -> true;
            case Change.Delete delete -> true;
            case Change.Kill kill -> true;
            case Change.Drop drop -> true;
            // It leaves some as they are.
            case Change.Init init -> false;
            case Change.RunTask run -> false;
            case Change.Reset reset -> false;
            case Change.SendSignal send -> false;
            case Change.Await await -> false;
            case Change.ChangeGroups regroup -> false;
        };
    }

    private static boolean named(List<String> selectors, ProcessSnapshot process) {
        return selectors.contains(process.name())
                || selectors.contains("all")
                || process.record().spec().groups().stream().anyMatch(group -> selectors.contains("@" + group));
    }
}
