package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
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
 *
 * <p>Nothing takes effect before it is known of every program whether it lives, and then everything does in one turn, so that it is on record
 * as a whole or not at all: what follows for others is in {@link Aftermath}.
 */
final class Takeover {
    private static final Trigger.Start STARTED = new Trigger.Start("started with the daemon", false);
    private static final Caller DAEMON = new Caller(new Account("root", 0, 0, List.of(), "/", "/bin/sh"));
    private static final String FORGOTTEN = "it ended before the daemon started";
    static final Trigger STOP = new Trigger.Stop("its stop was asked for earlier", false);

    private static final Trigger INTERRUPTED = new Trigger.Stop("the daemon's end has interrupted it", false);

    private final Programs programs;
    private final Starts starts;
    /** Entries of the process configuration for programs that may live. */
    private final Map<Managed, Configured> changes = new HashMap<>();

    /** What has been found so far. */
    private final SequencedMap<Managed, Found> found = new LinkedHashMap<>();
    /** How many answers are awaited. */
    private int awaited;

    /** What lives of a program. */
    private sealed interface Found {
        record Alive(int generation, ProcessIdentity main) implements Found {}

        record Gone() implements Found {}
    }

    Takeover(Programs programs, Starts starts, Recovered recovered) {
        this.programs = programs;
        this.starts = starts;
        recovered.records().forEach(this::follow);
    }

    private void follow(ProcessRecord record) {
        Managed program = programs.byId(record.id());
        for (int id : record.follows()) {
            Managed followed = programs.byId(id);
            if (program != null && followed != null) {
                program.follows.add(followed);
            }
        }
    }

    void begin(Input.Boot boot, Turn turn) {
        String bootId = boot.bootId();
        List<Managed> recorded = List.copyOf(programs.all());
        // What fell due meanwhile did so by what was applied then.
        recorded.forEach(program -> programs.schedules.resume(program, turn));
        configure(boot.entries(), turn);
        for (Managed program : recorded) {
            ProcessIdentity instance = program.instance;
            int generation = program.tally.generation();
            if (program.state instanceof State.Queued) {
                continue;
            }
            if (program.resting() && (program.goal == Goal.DOWN || waits(program))) {
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
                order(new Effect.Adopt(program.key(), instance, program.spec), turn);
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
            } else if (waits(program)) {
                Starts.Before before = Starts.Before.of(program);
                merge(program, entry, turn);
                if (program.goal == Goal.DOWN && !onDemand.test(program.spec)) {
                    // It was wanted for its occasions, and is wanted all the time now.
                    program.goal = Goal.UP;
                    starts.await(program, before);
                    unseen.add(program);
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

    /** Whether it rests until there is an occasion for it, and goes on to be wanted. */
    private static boolean waits(Managed program) {
        return program.goal == Goal.UP
                && program.resting()
                && program.spec.task().run().recurring();
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
        awaited--;
        switch (ended.adoption()) {
            case Adoption.Adopted(ProcessIdentity main) -> found.put(program, new Found.Alive(key.generation(), main));
            case Adoption.Gone gone -> {
                if (program.instance == null) {
                    found.put(program, new Found.Gone());
                } else {
                    program.instance = null;
                    lookFor(program, key.generation() + 1, turn);
                }
            }
        }
        if (awaited == 0) {
            conclude(turn);
        }
    }

    private void lookFor(Managed program, int generation, Turn turn) {
        order(new Effect.Adopt(program.key(generation), null, program.spec), turn);
    }

    private void order(Effect.Adopt adopt, Turn turn) {
        awaited++;
        turn.effects.add(adopt);
    }

    private void conclude(Turn turn) {
        Aftermath aftermath = new Aftermath(programs);
        // First, since who waits for whom follows from all of them.
        found.forEach((program, what) -> {
            if (what instanceof Found.Gone && program.goal == Goal.UP && !over(program)) {
                resume(program, turn);
            }
        });
        found.forEach((program, what) -> {
            switch (what) {
                case Found.Alive(int generation, ProcessIdentity main) -> {
                    aftermath.lives(program, generation);
                    adopted(program, generation, main, turn);
                }
                case Found.Gone gone -> {
                    aftermath.isGone(program);
                    settle(program, turn);
                }
            }
            program.inheritedEnd = null;
            programs.specials.resume(program);
        });
        found.clear();
        aftermath.begin(turn);
    }

    private void adopted(Managed program, int generation, ProcessIdentity main, Turn turn) {
        Moment since =
                program.instance == null || program.startedAt == null ? turn.now : turn.now.earlier(program.startedAt);
        programs.apply(program, new Trigger.Adopted(generation, main, since), turn);
    }

    /** Nothing of the program lives. */
    private void settle(Managed program, Turn turn) {
        switch (program.goal) {
            case GONE -> programs.remove(program, turn);
            case DOWN -> programs.apply(program, STOP, turn);
            case UP -> {
                if (over(program)) {
                    programs.forget(program, FORGOTTEN, turn);
                } else if (interrupted(program)) {
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

    /** One of which nothing lives is to run, as the process configuration has it now. */
    private void resume(Managed program, Turn turn) {
        Starts.Before before = Starts.Before.of(program);
        Configured entry = changes.remove(program);
        if (entry != null) {
            merge(program, entry, turn);
        }
        // What is on record says that it should run, so it does even where this cannot be recorded.
        starts.await(program, before);
    }

    /** Whether it has ended and is remembered for a while only. */
    private static boolean over(Managed program) {
        return program.lingers() && !wasLive(program);
    }

    /** Whether somebody asked for the next instance, so that the end of this one says nothing about it. */
    private static boolean wasRestarted(Managed program) {
        boolean pending = program.inheritedEnd != null && !program.inheritedEnd.unhealthy();
        // The policy would not have.
        return (pending || program.state.status() == Status.RESTARTING) && !program.spec.autoRestart();
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
