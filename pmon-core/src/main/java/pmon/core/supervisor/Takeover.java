package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Status;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/**
 * Compares what an earlier daemon recorded with what lives, once, when the daemon starts.
 *
 * <p>A program that should run and does is taken over as it is. One that should run and does not is started once that is durable, except
 * where it was not to be restarted and ended while no daemon was there: how it ended is unknown, and that is a failure. One that should
 * not run and does is stopped.
 *
 * <p>A restart is not recorded before it is spawned, and records wait while the store fails, so the newest instance may be newer than the
 * record. Wherever the recorded one is gone, a later one is looked for by its mark.
 */
final class Takeover {
    private static final Trigger.Start STARTED = new Trigger.Start("started with the daemon", false);
    private static final Caller DAEMON = new Caller(new Account("root", 0, 0, List.of(), "/", "/bin/sh"));
    private static final String FORGOTTEN = "it ended before the daemon started";
    private static final Trigger STOP = new Trigger.Stop("its stop was asked for earlier", false);

    private static final Trigger INTERRUPTED = new Trigger.Stop("the daemon's end has interrupted it", false);

    private final Programs programs;
    private final Starts starts;
    /** Entries of the process configuration for programs that may live. */
    private final Map<Managed, Configured> changes = new HashMap<>();

    Takeover(Programs programs, Starts starts) {
        this.programs = programs;
        this.starts = starts;
    }

    void begin(Input.Boot boot, Turn turn) {
        String bootId = boot.bootId();
        List<Managed> recorded = List.copyOf(programs.all());
        configure(boot.entries(), turn);
        for (Managed program : recorded) {
            ProcessIdentity instance = program.instance;
            int generation = program.tally.generation();
            programs.schedules.resume(program, turn);
            // What is run again and again goes on to be wanted while it rests.
            if (program.resting()
                    && (program.goal == Goal.DOWN || program.spec.task().run().recurring())) {
                if (program.goal == Goal.DOWN && program.lingers()) {
                    programs.forget(program, FORGOTTEN, turn);
                }
                continue;
            }
            if (instance != null && !instance.bootId().equals(bootId)) {
                // The machine's end took it along, as the daemon's own would have.
                programs.closed(program, "the machine was booted again", turn);
            }
            if (program.state.status() == Status.CLOSED) {
                program.instance = null;
                lookFor(program, generation + 1, turn);
            } else if (instance == null) {
                lookFor(program, Math.max(1, generation), turn);
            } else {
                turn.effects.add(new Effect.Adopt(program.key(), instance, program.spec));
            }
        }
    }

    /** Takes up the process configuration: changes of programs that live wait until somebody asks for them. */
    private void configure(List<Configured> entries, Turn turn) {
        List<Managed> unseen = new ArrayList<>();
        Predicate<ProcessSpec> onDemand = programs.runs.onDemand(entries);
        for (Configured entry : Inits.ordered(entries)) {
            Managed program = programs.byName(entry.name());
            if (program == null) {
                boolean rests = onDemand.test(entry.spec());
                Managed registered = Inits.register(programs, entry, rests, turn);
                if (!rests) {
                    starts.await(registered, null);
                    unseen.add(registered);
                }
            } else if (program.goal == Goal.UP) {
                changes.put(program, entry);
            } else if (program.goal == Goal.DOWN) {
                merge(program, entry, turn);
            }
        }
        programs.sequencing.begin(unseen, STARTED, turn);
        unseen.forEach(program -> program.reason = STARTED.cause());
    }

    /** Whoever may write the configuration is as trusted as the daemon. */
    private void merge(Managed program, Configured entry, Turn turn) {
        switch (Merge.of(entry, program.spec, program.applied, DAEMON)) {
            case Merge.Refused(String problem) -> Inits.refused(programs, program, problem);
            case Merge.Same same -> Inits.applied(programs, program, entry, turn);
            case Merge.Changed(var spec, boolean restart) -> {
                programs.respec(program, spec, Inits.CHANGED, turn);
                Inits.applied(programs, program, entry, turn);
            }
        }
    }

    void ended(Input.AdoptionEnded ended, Turn turn) {
        ChildKey key = ended.key();
        Managed program = programs.byId(key.process());
        if (program == null) {
            return;
        }
        switch (ended.adoption()) {
            case Adoption.Adopted(ProcessIdentity main) -> adopted(program, key.generation(), main, turn);
            case Adoption.Gone gone -> {
                if (program.instance == null) {
                    settle(program, turn);
                } else {
                    program.instance = null;
                    lookFor(program, key.generation() + 1, turn);
                }
            }
        }
        if (!(program.state instanceof State.Inherited)) {
            programs.specials.resume(program);
        }
    }

    private static void lookFor(Managed program, int generation, Turn turn) {
        turn.effects.add(new Effect.Adopt(program.key(generation), null, program.spec));
    }

    private void adopted(Managed program, int generation, ProcessIdentity main, Turn turn) {
        Moment since =
                program.instance == null || program.startedAt == null ? turn.now : turn.now.earlier(program.startedAt);
        // Its end was under way, for a restart that has been counted. Where the next one was started already, that one
        // was found.
        boolean wasEnding = program.state.status() == Status.RESTARTING && generation == program.tally.generation();
        Trigger restart = new Trigger.Start(program.reason, false);
        programs.apply(program, new Trigger.Adopted(generation, main, since), turn);
        if (program.goal != Goal.UP) {
            programs.apply(program, STOP, turn);
        } else if (wasEnding) {
            programs.apply(program, restart, turn);
        }
    }

    /** Nothing of the program lives. */
    private void settle(Managed program, Turn turn) {
        switch (program.goal) {
            case GONE -> programs.remove(program, turn);
            case DOWN -> programs.apply(program, STOP, turn);
            case UP -> {
                if (program.lingers() && !wasLive(program)) {
                    programs.forget(program, FORGOTTEN, turn);
                    return;
                }
                Starts.Before before = Starts.Before.of(program);
                Configured entry = changes.remove(program);
                if (entry != null) {
                    merge(program, entry, turn);
                }
                // What is on record says that it should run, so it does even where this cannot be recorded.
                starts.await(program, before);
                if (interrupted(program)) {
                    programs.apply(program, INTERRUPTED, turn);
                } else if (wasLive(program) && !wasRestarted(program)) {
                    ExitStatus exit = new ExitStatus.Unknown(turn.now.wall());
                    programs.apply(program, new Trigger.Vanished(exit), turn);
                } else {
                    program.prologue = true;
                    programs.apply(program, new Trigger.Resumed(STARTED.cause()), turn);
                    program.reason = STARTED.cause();
                }
            }
        }
    }

    /** Whether somebody asked for the next instance, so that the end of this one says nothing about it. */
    private static boolean wasRestarted(Managed program) {
        // The policy would not have.
        return program.state.status() == Status.RESTARTING && !program.spec.autoRestart();
    }

    /** Whether it is a task that the daemon's end has taken along, and not to be run again for that. */
    private static boolean interrupted(Managed program) {
        RunSettings run = program.spec.task().run();
        boolean madeUpFor = switch (run.occasion()) {
            case Occasion.Every every -> every.missed() == Missed.RUN;
            case Occasion.Cron cron -> cron.missed() == Missed.RUN;
            case Occasion.OnSignal signal -> false;
            case null -> false;
        };
        return run.type() == RunSettings.Type.TASK && program.state.status() == Status.CLOSED && !madeUpFor;
    }

    private static boolean wasLive(Managed program) {
        return switch (program.state.status()) {
            case INIT, RUNNING, RESTARTING -> true;
            case QUEUED, STOPPED, FAILED, CLOSED, BACKOFF -> false;
        };
    }
}
