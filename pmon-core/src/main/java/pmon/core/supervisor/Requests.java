package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
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
    private final Programs programs;
    private final Starts starts;

    Requests(Programs programs, Starts starts) {
        this.programs = programs;
        this.starts = starts;
    }

    /** Begins a change, and tells the operation what to wait for; answers with a failure when it cannot be. */
    Outcome.@Nullable Failed carryOut(Caller caller, Change change, Operation operation, Turn turn) {
        String by = " by " + caller.account().name();
        return switch (change) {
            case Change.Exec exec -> exec(exec, caller, operation, turn);
            case Change.Restart restart -> restart(restart, caller, by, operation, turn);
            case Change.Stop stop ->
                each(
                        stop.targets(),
                        all(),
                        caller,
                        program -> stop(program, "stopped" + by, stop.force(), operation, turn));
            case Change.Delete delete ->
                each(
                        delete.targets(),
                        all(),
                        caller,
                        program -> delete(program, delete, "deleted" + by, operation, turn));
            case Change.Kill kill -> kill(kill, caller, "stopped" + by, operation, turn);
        };
    }

    private Outcome.@Nullable Failed exec(Change.Exec exec, Caller caller, Operation operation, Turn turn) {
        ProcessSpec spec = exec.spec();
        String cause = "started by " + caller.account().name();
        Managed known = programs.byName(spec.name().value());
        Outcome.Failed refused = known == null ? refusal(caller, spec.user()) : refusal(exec, known, caller);
        if (refused != null) {
            return refused;
        }
        if (known == null) {
            Managed program = programs.register(spec, cause, turn);
            operation.await(program, new Operation.Want.Started(1));
            starts.await(program, null);
        } else {
            start(known, spec, new Trigger.Start(cause, false), cause, operation, turn);
        }
        return null;
    }

    /** What stands against starting a program that is known under this name. */
    private Outcome.@Nullable Failed refusal(Change.Exec exec, Managed known, Caller caller) {
        String name = known.name();
        if (!caller.mayActOn(known.spec.user())) {
            return new Outcome.Failed(
                    ErrorCode.NOT_PERMITTED,
                    "process (" + name + ") belongs to " + known.spec.user().name() + "; choose another --name");
        }
        if (known.goal == Goal.GONE) {
            return new Outcome.Failed(ErrorCode.ALREADY_RUNNING, "process (" + name + ") is just being deleted");
        }
        boolean live = !known.resting() && !(known.state instanceof State.Backoff);
        if (live && !exec.replace()) {
            return new Outcome.Failed(
                    ErrorCode.ALREADY_RUNNING, "process already running with the name provided: " + name);
        }
        if (!known.spec.file().equals(exec.spec().file()) && !exec.replace()) {
            return new Outcome.Failed(
                    ErrorCode.ALREADY_RUNNING,
                    "the name " + name + " belongs to " + known.spec.file()
                            + "; choose another --name, or --replace it");
        }
        return refusal(known, exec.spec(), caller);
    }

    private Outcome.@Nullable Failed restart(
            Change.Restart restart, Caller caller, String by, Operation operation, Turn turn) {
        // What is being deleted is not there any more.
        List<ProcessSnapshot> staying = all().stream()
                .filter(process -> process.record().goal() != Goal.GONE)
                .toList();
        String cause = (restart.counted() ? "restarted" : "started") + by;
        Trigger.Start start = new Trigger.Start(cause, restart.counted());
        return switch (Selection.of(restart.targets(), staying, caller, Selection.Purpose.ACT)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected selected -> {
                for (Managed program : programs(selected)) {
                    var refused = refusal(program, Patched.spec(program.spec, restart.patch()), caller);
                    if (refused != null) {
                        yield refused;
                    }
                }
                for (Managed program : programs(selected)) {
                    ProcessSpec spec = Patched.spec(program.spec, restart.patch());
                    start(program, spec, start, "changed" + by, operation, turn);
                }
                yield null;
            }
        };
    }

    /** What stands against giving a program this spec. */
    private Outcome.@Nullable Failed refusal(Managed program, ProcessSpec spec, Caller caller) {
        if (starts.waits(program) && !spec.equals(program.spec)) {
            // Were this one not to become durable, there would be two starts to take back.
            return new Outcome.Failed(
                    ErrorCode.BUSY, "process (" + program.name() + ") is just being started; try again");
        }
        return refusal(caller, spec.user());
    }

    private static Outcome.@Nullable Failed refusal(Caller caller, Account user) {
        return caller.mayActOn(user)
                ? null
                : new Outcome.Failed(
                        ErrorCode.NOT_PERMITTED, caller.account().name() + " may not start programs as " + user.name());
    }

    private void start(
            Managed program, ProcessSpec spec, Trigger.Start start, String change, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
        starts.await(program, new Starts.Before(program.spec, program.goal));
        if (!spec.equals(program.spec)) {
            program.spec = spec;
            programs.tell(program, new Step.Fact(ProcessEvent.Type.UPDATED, change, null, null), turn);
        }
        program.goal = Goal.UP;
        programs.apply(program, start, turn);
        program.reason = start.cause();
        programs.changed(program, turn);
    }

    /** Takes back a start whose record could not be made durable. */
    void undo(Starts.Start start, Turn turn) {
        Managed program = start.program();
        Trigger.Stop stop = new Trigger.Stop("its start could not be recorded", false);
        Starts.Before before = start.before();
        if (before == null) {
            program.goal = Goal.GONE;
            program.keepLogs = true;
            programs.apply(program, stop, turn);
            return;
        }
        // What could not be recorded may yet be, as long as nothing newer is. Were the program to run as somebody else
        // then, the next
        // daemon would not find it.
        boolean insists = before.insists()
                || before.spec().user().uid() != program.spec.user().uid();
        program.spec = before.spec();
        program.goal = before.goal();
        if (program.goal != Goal.UP) {
            programs.apply(program, stop, turn);
        } else if (insists) {
            starts.await(program, new Starts.Before(before.spec(), Goal.UP, true));
        } else {
            // What the record said before is what counts: one that was to run anyway goes on, as it was.
            programs.apply(program, new Trigger.Recorded(), turn);
        }
        programs.changed(program, turn);
    }

    private void stop(Managed program, String cause, boolean force, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Stopped());
        // One that is being deleted is being stopped for good.
        program.goal = program.goal == Goal.GONE ? Goal.GONE : Goal.DOWN;
        starts.forget(program);
        programs.apply(program, new Trigger.Stop(cause, force), turn);
        programs.changed(program, turn);
    }

    private void delete(Managed program, Change.Delete delete, String cause, Operation operation, Turn turn) {
        operation.await(program, new Operation.Want.Deleted());
        program.goal = Goal.GONE;
        program.keepLogs = delete.keepLogs();
        starts.forget(program);
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

    private Outcome.@Nullable Failed each(
            Targets targets, List<ProcessSnapshot> processes, Caller caller, Consumer<Managed> act) {
        return switch (Selection.of(targets, processes, caller, Selection.Purpose.ACT)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected selected -> {
                programs(selected).forEach(act);
                yield null;
            }
        };
    }

    private List<ProcessSnapshot> all() {
        return programs.snapshot().processes();
    }

    private List<Managed> programs(Selection.Selected selected) {
        List<Managed> chosen = new ArrayList<>(selected.processes().size());
        for (ProcessSnapshot snapshot : selected.processes()) {
            Managed program = programs.byId(snapshot.id());
            if (program != null) {
                chosen.add(program);
            }
        }
        return chosen;
    }
}
