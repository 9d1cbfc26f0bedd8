package pmon.core.supervisor;

import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/**
 * Compares what an earlier daemon recorded with what lives, once, when the daemon starts.
 *
 * <p>A program that should run and does is taken over as it is. One that should run and does not is started, except where it was not to be
 * restarted and ended while no daemon was there: how it ended is unknown, and that is a failure. One that should not run and does is
 * stopped.
 */
final class Takeover {
    private final Programs programs;

    Takeover(Programs programs) {
        this.programs = programs;
    }

    void begin(String bootId, Turn turn) {
        for (Managed program : List.copyOf(programs.all())) {
            Status recorded = program.recorded;
            ProcessIdentity instance = program.instance;
            boolean rebooted = instance != null && !instance.bootId().equals(bootId);
            boolean ended = recorded == Status.CLOSED || recorded == Status.STOPPED || recorded == Status.FAILED;
            if (ended || rebooted) {
                settle(program, false, turn);
            } else if (instance != null) {
                turn.effects.add(new Effect.Adopt(program.key(), instance, program.spec.user()));
            } else {
                lookForUnrecorded(program, turn);
            }
        }
    }

    void ended(Input.AdoptionEnded ended, Turn turn) {
        Managed program = programs.byId(ended.key().process());
        if (program == null) {
            return;
        }
        boolean recorded = ended.key().generation() == program.tally.generation();
        switch (ended.adoption()) {
            case Adoption.Adopted(ProcessIdentity main) -> adopted(program, ended.key(), main, turn);
            case Adoption.Gone gone -> {
                if (recorded) {
                    lookForUnrecorded(program, turn);
                } else {
                    settle(program, wasLive(program), turn);
                }
            }
        }
    }

    /** The daemon may have died between a spawn and its record: the child carries the mark of the next generation. */
    private static void lookForUnrecorded(Managed program, Turn turn) {
        ChildKey next = program.key(program.tally.generation() + 1);
        turn.effects.add(new Effect.Adopt(next, null, program.spec.user()));
    }

    private void adopted(Managed program, ChildKey key, ProcessIdentity main, Turn turn) {
        boolean recorded = key.generation() == program.tally.generation();
        Moment since = recorded && program.startedAt != null ? turn.now.earlier(program.startedAt) : turn.now;
        program.tally = program.tally.at(key.generation());
        program.instance = main;
        program.startedAt = since.wall();
        program.state = new State.Running(key.generation(), main, since);
        program.reason = "taken over from an earlier daemon";
        programs.tell(program, new Step.Fact(ProcessEvent.Type.ADOPTED, program.reason, main.pid(), null), turn);
        programs.changed(program, turn);
        if (program.goal != Goal.UP) {
            programs.apply(program, new Trigger.Stop("its stop was asked for earlier", false), turn);
        }
    }

    /**
     * Nothing of the program lives.
     *
     * @param unseen whether it ended while no daemon was there
     */
    private void settle(Managed program, boolean unseen, Turn turn) {
        if (unseen) {
            program.exit = new ExitStatus.Unknown(turn.now.wall());
        }
        switch (program.goal) {
            case GONE -> programs.remove(program, turn);
            case DOWN -> {
                // One that had come to rest stays as it is; of the others only the daemon's end kept them from it.
                if (program.state instanceof State.Closed) {
                    programs.apply(program, new Trigger.Stop("its stop was asked for earlier", false), turn);
                }
            }
            case UP -> {
                if (unseen && !program.spec.autoRestart()) {
                    fail(program, turn);
                } else {
                    program.tally = unseen ? program.tally.oneMoreRestart() : program.tally;
                    programs.apply(program, new Trigger.Start("started with the daemon", false, false), turn);
                }
            }
        }
    }

    private void fail(Managed program, Turn turn) {
        program.state = new State.Failed();
        program.goal = Goal.DOWN;
        program.reason = "it ended while no daemon was there, and how is unknown";
        programs.tell(program, new Step.Fact(ProcessEvent.Type.FAILED, program.reason, null, null), turn);
        programs.changed(program, turn);
    }

    private static boolean wasLive(Managed program) {
        return switch (program.recorded) {
            case INIT, RUNNING, RESTARTING -> true;
            case QUEUED, STOPPED, FAILED, CLOSED, BACKOFF -> false;
        };
    }
}
