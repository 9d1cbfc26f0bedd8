package pmon.core.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/** Starts programs because somebody asks: new ones, known ones, and running ones again. */
final class Launches {
    private final Programs programs;
    private final Starts starts;

    Launches(Programs programs, Starts starts) {
        this.programs = programs;
        this.starts = starts;
    }

    Outcome.@Nullable Failed exec(Change.Exec exec, Caller caller, Operation operation, Turn turn) {
        ProcessSpec spec = exec.spec();
        String cause = "started by " + caller.named();
        Managed known = programs.byName(spec.name().value());
        Outcome.Failed refused = known == null ? refusal(caller, spec.user()) : refusal(exec, known, caller);
        if (refused == null && known == null) {
            refused = tooMany(caller, spec.user());
        }
        if (refused == null) {
            refused = programs.trespass().of(spec, known, caller);
        }
        if (refused != null) {
            return refused;
        }
        Managed program = known;
        if (program == null) {
            program = programs.register(spec, cause, turn);
        } else {
            wanted(program, spec, "changed by " + caller.named(), turn);
            takeAlong(List.of(program), " by " + caller.named(), operation, turn);
        }
        begin(List.of(program), new Trigger.Start(cause, false), operation, turn);
        return null;
    }

    /** Every record takes a part of the memory that all users share. */
    private Outcome.@Nullable Failed tooMany(Caller caller, Account user) {
        int bound = programs.defaults.programsPerUser();
        if (caller.account().root() || programs.all().size() < bound) {
            return null;
        }
        long own = programs.all().stream()
                .filter(program -> program.spec.user().uid() == user.uid())
                .count();
        return own < bound
                ? null
                : new Outcome.Failed(
                        ErrorCode.NOT_PERMITTED,
                        user.name() + " has " + own + " processes, and permissions.max_programs_per_user is " + bound
                                + "; delete some, or ask root for more");
    }

    Outcome.@Nullable Failed restart(
            Change.Restart restart, List<Managed> chosen, Caller caller, Operation operation, Turn turn) {
        String by = " by " + caller.named();
        for (Managed program : chosen) {
            ProcessSpec spec = Patched.spec(program.spec, restart.patch());
            var refused = refusal(program, spec, caller);
            if (refused == null && !spec.equals(program.spec)) {
                refused = programs.trespass().of(spec, program, caller);
            }
            if (refused != null) {
                return refused;
            }
        }
        for (Managed program : chosen) {
            wanted(program, Patched.spec(program.spec, restart.patch()), "changed" + by, turn);
        }
        String cause = (restart.counted() ? "restarted" : "started") + by;
        if (!restart.only()) {
            takeAlong(chosen, by, operation, turn);
        }
        begin(chosen, new Trigger.Start(cause, restart.counted()), operation, turn);
        return null;
    }

    /** Lets what depends on running programs end before them, and come back with them. */
    void takeAlong(List<Managed> batch, String by, Operation operation, Turn turn) {
        Cascade.Along along = programs.cascade.along(batch);
        for (Managed program : along.stopped()) {
            operation.await(program, new Operation.Want.Stopped());
        }
        for (Managed program : along.restarted()) {
            operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
        }
        String names = String.join(", ", batch.stream().map(Managed::name).toList());
        turn.leaders.addAll(along.leaders());
        programs.cascade.take(along, " with " + names + by, turn);
    }

    /** Writes down that a known program shall run, and as what. */
    void wanted(Managed program, ProcessSpec spec, String change, Turn turn) {
        starts.await(program, Starts.Before.of(program));
        if (!spec.equals(program.spec)) {
            programs.respec(program, spec, change, turn);
        }
        program.goal = Goal.UP;
        programs.changed(program, turn);
    }

    /** Lets programs start that have been written down, in the order of their dependencies. */
    void begin(List<Managed> batch, Trigger.Start start, Operation operation, Turn turn) {
        for (Managed program : batch) {
            // It may have failed since, because what it runs first was taken along.
            program.goal = Goal.UP;
            operation.await(program, new Operation.Want.Started(program.tally.generation() + 1));
            if (program.tally.generation() == 0 && program.state instanceof State.Queued) {
                starts.await(program, null);
            }
        }
        programs.sequencing.begin(batch, start, turn);
        for (Managed program : batch) {
            program.reason = start.cause();
            programs.changed(program, turn);
        }
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
        if (!before.spec().equals(program.spec)) {
            programs.respec(program, before.spec(), "its start could not be recorded", turn);
        }
        program.goal = before.goal();
        program.applied = before.applied();
        if (program.goal != Goal.UP || program.spec.task().run().recurring()) {
            // What is wanted again and again rests on record.
            programs.apply(program, stop, turn);
        } else if (insists) {
            starts.await(program, before.insisting());
        } else {
            // What the record said before is what counts: one that was to run anyway goes on, as it was.
            programs.proceed(program, turn);
        }
        programs.changed(program, turn);
    }

    /** What stands against starting a program that is known under this name. */
    private Outcome.@Nullable Failed refusal(Change.Exec exec, Managed known, Caller caller) {
        String name = known.name();
        if (!caller.mayActOn(known.spec.user())) {
            return new Outcome.Failed(
                    ErrorCode.NOT_PERMITTED,
                    "process (" + name + ") belongs to " + known.spec.user().name() + "; choose another --name");
        }
        if (known.spec.user().uid() != exec.spec().user().uid()
                && !(caller.account().root() && exec.replace())) {
            return new Outcome.Failed(
                    ErrorCode.NOT_PERMITTED,
                    "process (" + name + ") runs as " + known.spec.user().name() + " and is not changed into one of "
                            + exec.spec().user().name() + "; choose another --name"
                            + (caller.account().root() ? ", or --replace it" : ""));
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

    /** What stands against giving a program this spec. */
    Outcome.@Nullable Failed refusal(Managed program, ProcessSpec spec, Caller caller) {
        Outcome.Failed busy = spec.equals(program.spec) ? null : justStarting(program);
        return busy == null ? refusal(caller, spec.user()) : busy;
    }

    /** Whether a program is just being started: were that not to become durable, there would be two changes to take back. */
    Outcome.@Nullable Failed justStarting(Managed program) {
        return starts.waits(program)
                ? new Outcome.Failed(
                        ErrorCode.BUSY, "process (" + program.name() + ") is just being started; try again")
                : null;
    }

    private static Outcome.@Nullable Failed refusal(Caller caller, Account user) {
        return caller.mayActOn(user)
                ? null
                : new Outcome.Failed(
                        ErrorCode.NOT_PERMITTED, caller.account().name() + " may not start programs as " + user.name());
    }
}
