package pmon.core.lifecycle;

import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.SpawnResult;

/** Something that may move one program from one state to another. */
public sealed interface Trigger {
    /** It shall wait for its record to be durable. */
    record Enqueue(String cause) implements Trigger {}

    /**
     * It shall run: starts, or is stopped and started again when it runs.
     *
     * @param counted whether it counts as a restart when it ran
     * @param force ends a running instance with SIGKILL at once
     */
    record Start(String cause, boolean counted, boolean force) implements Trigger {}

    /**
     * It shall not run.
     *
     * @param force sends SIGKILL at once
     */
    record Stop(String cause, boolean force) implements Trigger {}

    /** The daemon ends and takes it along. */
    record Close() implements Trigger {}

    /** The instance ordered last exists. */
    record Spawned(int generation, ProcessIdentity main) implements Trigger {}

    /** The instance ordered last could not be started. */
    record SpawnRefused(int generation, SpawnResult.Refused refusal) implements Trigger {}

    /** The main process of an instance ended. */
    record Exited(int generation, ExitStatus exit, boolean treeEmpty) implements Trigger {}

    /** Nothing is left of an instance whose main process ended before. */
    record TreeEmpty(int generation) implements Trigger {}

    /** The time that the state waits for has come. */
    record Due() implements Trigger {}
}
