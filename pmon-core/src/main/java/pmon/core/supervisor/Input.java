package pmon.core.supervisor;

import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.monitor.CheckResult;

/** What the supervisor hears. */
public sealed interface Input {
    /**
     * The first input: what is recorded is compared with what lives.
     *
     * @param bootId the kernel's boot id now; instances recorded under another one died with the machine
     * @param entries of the process configuration; those never seen are registered, and changes of those that do not run are applied
     */
    record Boot(String bootId, List<Configured> entries) implements Input {
        public Boot {
            entries = List.copyOf(entries);
        }

        /** Without a process configuration. */
        public Boot(String bootId) {
            this(bootId, List.of());
        }
    }

    /**
     * Somebody asks for a change.
     *
     * @param operation names it in the {@link Effect.Reply}
     */
    record Requested(long operation, Caller caller, Change change) implements Input {}

    /** Everything appended up to this ticket is durable. */
    record Committed(long ticket) implements Input {}

    /** What was appended with this ticket is not durable; records are tried again, whoever waits for them is told. */
    record CommitFailed(long ticket, ErrorCode code, String message) implements Input {}

    /** Answers {@link Effect.Spawn}, before any other input. */
    record Spawned(ChildKey key, ProcessIdentity main) implements Input {}

    /** Answers {@link Effect.Spawn}, before any other input. */
    record SpawnRefused(ChildKey key, SpawnResult.Refused refusal) implements Input {}

    /** The main process of an instance ended. */
    record ChildExited(ChildKey key, ExitStatus exit, boolean treeEmpty) implements Input {}

    /** Nothing is left of an instance whose main process ended before. */
    record TreeEmpty(ChildKey key) implements Input {}

    /** Another process of an instance is its main one from now on, as the program itself has said. */
    record MainChanged(ChildKey key, ProcessIdentity main) implements Input {}

    /** How an instance ended whose exit was unknown. */
    record ExitLearned(ChildKey key, ExitStatus exit) implements Input {}

    /** Answers {@link Effect.Adopt}, before any other input. */
    record AdoptionEnded(ChildKey key, Adoption adoption) implements Input {}

    /**
     * The daemon shall end.
     *
     * @param keepPrograms leaves the programs running for the next daemon
     * @param upgrade whether that one is just about to come
     */
    record CloseWanted(boolean keepPrograms, boolean upgrade) implements Input {
        /** Without a next daemon in sight. */
        public CloseWanted(boolean keepPrograms) {
            this(keepPrograms, false);
        }
    }

    /** The end that was asked for waits for no program any more: what is left is killed. */
    record HurryWanted() implements Input {}

    /**
     * Something is to be known about the output of a program.
     *
     * @param type what
     * @param cause in words
     */
    record OutputTold(int process, ProcessEvent.Type type, String cause) implements Input {}

    /** Answers {@link Effect.Check}. */
    record Checked(ChildKey key, String monitor, CheckResult result) implements Input {}

    /** The daemon got a signal that a task is run for, see {@link Snapshot#claims}; without one nothing happens. */
    record Signalled(Signal signal) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}

    /** Settings have changed; they hold for what is decided from now on. */
    record Reconfigured(Defaults defaults) implements Input {}
}
