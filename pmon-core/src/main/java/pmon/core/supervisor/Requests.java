package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;

/** Carries out what callers ask for, all of it or, where anything stands against it, nothing. */
final class Requests {
    /** Stands for the append that ends the present turn. */
    static final long NOT_YET_APPENDED = Long.MAX_VALUE;

    private final Programs programs;
    private final Map<Managed, Supervisor.Queueing> queueing;

    Requests(Programs programs, Map<Managed, Supervisor.Queueing> queueing) {
        this.programs = programs;
        this.queueing = queueing;
    }

    /** Begins a change, and tells the operation what to wait for; answers with a failure when it cannot be. */
    Outcome.@Nullable Failed carryOut(Input.Requested requested, Operation operation, Turn turn) {
        Caller caller = requested.caller();
        String by = " by " + caller.account().name();
        return switch (requested.change()) {
            case Change.Exec exec -> exec(exec, caller, operation, turn);
            case Change.Restart restart ->
                each(restart.targets(), caller, program -> restart(program, restart, by, operation, turn));
            case Change.Stop stop ->
                each(stop.targets(), caller, program -> stop(program, "stopped" + by, stop.force(), operation, turn));
            case Change.Delete delete ->
                each(delete.targets(), caller, program -> delete(program, delete, "deleted" + by, operation, turn));
            case Change.Kill kill -> kill(kill, caller, "stopped" + by, operation, turn);
        };
    }

    private interface Act {
        void on(Managed program);
    }

    private Outcome.@Nullable Failed each(Targets targets, Caller caller, Act act) {
        return switch (Selection.of(targets, programs.snapshot().processes(), caller, Selection.Purpose.ACT)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected(List<ProcessSnapshot> selected) -> {
                List<Managed> chosen = new ArrayList<>(selected.size());
                for (ProcessSnapshot snapshot : selected) {
                    Managed program = programs.byId(snapshot.id());
                    if (program != null) {
                        chosen.add(program);
                    }
                }
                chosen.forEach(act::on);
                yield null;
            }
        };
    }

    private Outcome.@Nullable Failed exec(Change.Exec exec, Caller caller, Operation operation, Turn turn) {
        ProcessSpec spec = exec.spec();
        String name = spec.name().value();
        String cause = "started by " + caller.account().name();
        Managed known = programs.byName(name);
        if (known == null) {
            Managed program = programs.register(spec, cause, turn);
            enqueue(program, null, cause, operation, turn);
            return null;
        }
        if (!caller.mayActOn(known.spec.user())) {
            return new Outcome.Failed(
                    ErrorCode.NOT_PERMITTED,
                    "process (" + name + ") belongs to " + known.spec.user().name() + "; choose another --name");
        }
        boolean live = !known.resting() && !(known.state instanceof State.Backoff);
        if (known.goal == Goal.GONE) {
            return new Outcome.Failed(ErrorCode.ALREADY_RUNNING, "process (" + name + ") is just being deleted");
        }
        if (live && !exec.replace()) {
            return new Outcome.Failed(
                    ErrorCode.ALREADY_RUNNING, "process already running with the name provided: " + name);
        }
        if (!known.spec.file().equals(spec.file()) && !exec.replace()) {
            return new Outcome.Failed(
                    ErrorCode.ALREADY_RUNNING,
                    "the name " + name + " belongs to " + known.spec.file()
                            + "; choose another --name, or --replace it");
        }
        ProcessSpec previous = known.spec;
        known.spec = spec;
        programs.tell(known, new Step.Fact(ProcessEvent.Type.UPDATED, cause, null, null), turn);
        if (live) {
            start(known, new Trigger.Start(cause, false, false), operation, turn);
        } else {
            enqueue(known, previous, cause, operation, turn);
        }
        return null;
    }

    private void restart(Managed program, Change.Restart restart, String by, Operation operation, Turn turn) {
        ProcessSpec previous = program.spec;
        program.spec = Patched.spec(program.spec, restart.patch());
        if (!program.spec.equals(previous)) {
            programs.tell(program, new Step.Fact(ProcessEvent.Type.UPDATED, "changed" + by, null, null), turn);
        }
        String cause = (restart.counted() ? "restarted" : "started") + by;
        if (program.resting()) {
            enqueue(program, previous, cause, operation, turn);
        } else {
            start(program, new Trigger.Start(cause, restart.counted(), false), operation, turn);
        }
    }

    private void start(Managed program, Trigger.Start start, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
        program.goal = Goal.UP;
        program.reason = start.cause();
        programs.apply(program, start, turn);
        programs.changed(program, turn);
    }

    /** Starts a program once the present turn's append is durable. */
    private void enqueue(
            Managed program, @Nullable ProcessSpec previous, String cause, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
        program.goal = Goal.UP;
        programs.apply(program, new Trigger.Enqueue(cause), turn);
        program.reason = cause;
        programs.changed(program, turn);
        queueing.put(program, new Supervisor.Queueing(NOT_YET_APPENDED, previous));
    }

    /** Takes back a start whose record could not be made durable. */
    void undo(Managed program, Turn turn) {
        Supervisor.Queueing queue = queueing.remove(program);
        if (queue == null || !(program.state instanceof State.Queued)) {
            return;
        }
        ProcessSpec previous = queue.previous();
        if (previous == null) {
            program.state = new State.Stopped();
            program.keepLogs = true;
            programs.remove(program, turn);
            return;
        }
        program.spec = previous;
        program.goal = Goal.DOWN;
        programs.apply(program, new Trigger.Stop("its start could not be recorded", false), turn);
    }

    private void stop(Managed program, String cause, boolean force, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Stopped());
        program.goal = Goal.DOWN;
        programs.apply(program, new Trigger.Stop(cause, force), turn);
        programs.changed(program, turn);
    }

    private void delete(Managed program, Change.Delete delete, String cause, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Deleted());
        program.goal = Goal.GONE;
        program.keepLogs = delete.keepLogs();
        if (program.resting()) {
            program.reason = cause;
            programs.remove(program, turn);
        } else {
            programs.changed(program, turn);
            programs.apply(program, new Trigger.Stop(cause, delete.force()), turn);
        }
    }

    private Outcome.@Nullable Failed kill(
            Change.Kill kill, Caller caller, String cause, Operation operation, Turn turn) {
        List<Managed> running = programs.all().stream()
                .filter(program -> !program.resting() && caller.mayActOn(program.spec.user()))
                .toList();
        if (running.isEmpty()) {
            return new Outcome.Failed(ErrorCode.NONE_RUNNING, "there are no running processes");
        }
        running.forEach(program -> stop(program, cause, kill.force(), operation, turn));
        return null;
    }
}
