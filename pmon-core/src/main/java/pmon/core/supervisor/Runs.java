package pmon.core.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/**
 * Runs tasks: because somebody asks, for a program that names them in {@code prerun}, or because it is time. A task never runs twice at
 * once. Each run is on record before it begins, like any start that somebody asked for.
 */
final class Runs {
    private final Programs programs;
    private final Starts starts;

    Runs(Programs programs, Starts starts) {
        this.programs = programs;
        this.starts = starts;
    }

    /**
     * Which programs are not started for being there: tasks, and what is run once before others that name it.
     *
     * @param entries of the process configuration, that may not be programs yet
     */
    Predicate<ProcessSpec> onDemand(List<Configured> entries) {
        Set<String> named = new HashSet<>();
        entries.forEach(entry -> named.addAll(entry.spec().task().run().prerun()));
        programs.all().forEach(program -> named.addAll(program.spec.task().run().prerun()));
        return spec -> switch (spec.task().run().type()) {
            case SERVICE -> false;
            case ONESHOT -> named.contains(spec.name().value());
            case TASK -> true;
        };
    }

    /** A task that somebody stopped is run for its occasions again. */
    void rearm(Managed task, Turn turn) {
        if (task.spec.task().run().recurring() && task.goal == Goal.DOWN) {
            task.goal = Goal.UP;
            programs.changed(task, turn);
        }
    }

    /** Begins a run of a task that rests. */
    void run(Managed task, String cause, Turn turn) {
        starts.await(task, Starts.Before.of(task));
        // One that was stopped by somebody is run this once, and not for its occasions from now on.
        task.once = task.spec.task().run().recurring() && task.goal == Goal.DOWN;
        task.goal = Goal.UP;
        programs.sequencing.begin(List.of(task), new Trigger.Start(cause, false), turn);
        if (task.state instanceof State.Queued) {
            task.reason = cause;
        }
        programs.changed(task, turn);
    }

    /** Starts programs again that were closed for a while. */
    void startAgain(List<Managed> closed, Trigger.Start again, Turn turn) {
        for (Managed program : closed) {
            if (program.tally.generation() == 0) {
                // It may have been closed before its record was durable.
                starts.await(program, Starts.Before.of(program).insisting());
            }
        }
        programs.sequencing.begin(closed, again, turn);
        for (Managed program : closed) {
            program.reason = again.cause();
            programs.changed(program, turn);
        }
    }

    /** Has a task run for a program; it is told when that has ended. One that runs already began too early, and is run again. */
    void runFor(Managed program, Managed task, Turn turn) {
        if (task.resting()) {
            task.runFor.add(program);
            run(task, "run before " + program.name(), turn);
        } else if (task.state instanceof State.Queued) {
            task.runFor.add(program);
        } else {
            task.runNextFor.add(program);
        }
    }

    /** A task is another now, which may not be one that can be run before others. */
    void changed(Managed task, Turn turn) {
        List<Managed> served = new ArrayList<>(task.runFor);
        served.addAll(task.runNextFor);
        for (Managed program : served) {
            String objection = objection(task, program);
            if (objection != null) {
                task.runFor.remove(program);
                task.runNextFor.remove(program);
                programs.preparations.refused(program, task, objection, turn);
            }
        }
    }

    /** Why a task cannot be run before a program; null when it can. */
    @Nullable
    String objection(Managed task, Managed program) {
        if (!task.spec.task().run().ends() && task.spec.autoRestart()) {
            return task.name() + ", which is to be run first, is a service and never ends; give it type: task";
        }
        if (task.goal == Goal.GONE) {
            return task.name() + ", which is to be run first, is just being deleted";
        }
        return leadsBack(task, program)
                ? task.name() + ", which is to be run first, itself waits for " + program.name()
                : null;
    }

    /** Whether a task waits, over any number of steps, for the program that it is to be run for. */
    private boolean leadsBack(Managed task, Managed program) {
        Set<Managed> seen = new HashSet<>();
        Deque<Managed> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            Managed next = open.remove();
            if (next == program) {
                return true;
            }
            if (seen.add(next)) {
                Stream<Managed> first = next.spec.task().run().prerun().stream()
                        .flatMap(name -> Stream.ofNullable(programs.byName(name)));
                Stream.concat(first, programs.links().dependencies(next).stream())
                        .forEach(open::add);
            }
        }
        return false;
    }

    /** A program has come to rest: whoever it was run for is told. */
    void ended(Managed task, Turn turn) {
        task.once = false;
        if (task.runFor.isEmpty() && task.runNextFor.isEmpty()) {
            return;
        }
        String failure = failure(task);
        List<Managed> served = List.copyOf(task.runFor);
        task.runFor.clear();
        for (Managed program : served) {
            programs.preparations.ran(program, task, failure, turn);
        }
        List<Managed> next = task.runNextFor.stream()
                .filter(program -> program.preparation != null && program.preparation.awaited == task)
                .toList();
        task.runNextFor.clear();
        for (Managed program : next) {
            // It may have been deleted meanwhile, or have become another.
            String objection = objection(task, program);
            if (objection == null) {
                runFor(program, task, turn);
            } else {
                programs.preparations.refused(program, task, objection, turn);
            }
        }
    }

    /** Why the run that a task rests after has not done what it should; null when it has. */
    static @Nullable String failure(Managed task) {
        return Conditions.endedWell(task) ? null : task.reason;
    }

    /** Somebody asks for a run. */
    Outcome.@Nullable Failed asked(List<Managed> chosen, Caller caller, Operation operation, Turn turn) {
        for (Managed task : chosen) {
            Outcome.Failed refused = refusal(task, caller);
            if (refused != null) {
                return refused;
            }
        }
        for (Managed task : programs.links().ordered(chosen)) {
            operation.await(task, new Operation.Want.Ran());
            programs.specials.run(task, "run by " + caller.named(), false, turn);
        }
        return null;
    }

    private Outcome.@Nullable Failed refusal(Managed task, Caller caller) {
        String name = task.name();
        if (!task.spec.task().run().ends()) {
            return new Outcome.Failed(
                    ErrorCode.USAGE, "process (" + name + ") is a service, no task; use start, or give it type: task");
        }
        if (task.goal == Goal.GONE) {
            return new Outcome.Failed(ErrorCode.FAILED, "process (" + name + ") is just being deleted");
        }
        if (!task.resting() || programs.specials.awaits(task)) {
            return new Outcome.Failed(ErrorCode.ALREADY_RUNNING, "task (" + name + ") runs already");
        }
        return programs.specials.refusal(task, caller);
    }
}
