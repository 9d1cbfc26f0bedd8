package pmon.core.lifecycle;

import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.time.Moment;

/** Something that may move one program from one state to another. */
public sealed interface Trigger {
    /**
     * It shall run: queued until its record is durable; one that runs is stopped first.
     *
     * @param counted whether it counts as a restart when it ran or was about to
     */
    record Start(String cause, boolean counted) implements Trigger {}

    /** It was to run before the daemon went, and does not. */
    record Resumed(String cause) implements Trigger {}

    /** What is on record says that it should run: nothing keeps a queued one from starting. */
    record Recorded() implements Trigger {}

    /**
     * It shall not run.
     *
     * @param force sends SIGKILL at once
     */
    record Stop(String cause, boolean force) implements Trigger {}

    /** What was counted shall be forgotten; what it delays is tried at once. */
    record Reset() implements Trigger {}

    /** The daemon ends, or does something meanwhile, and takes it along: it is to come back. */
    record Close(String cause) implements Trigger {
        /** Because the daemon ends. */
        public Close() {
            this(Course.SHUTDOWN);
        }
    }

    /** What has to be so before it starts is not: it counts as a start that was refused. */
    record Unprepared(String cause) implements Trigger {}

    /** The instance ordered last exists. */
    record Spawned(int generation, ProcessIdentity main) implements Trigger {}

    /** The instance ordered last could not be started. */
    record SpawnRefused(int generation, SpawnResult.Refused refusal) implements Trigger {}

    /** The main process of an instance ended. */
    record Exited(int generation, ExitStatus exit, boolean treeEmpty) implements Trigger {}

    /** Another process of an instance is its main one from now on. */
    record MainChanged(int generation, ProcessIdentity main) implements Trigger {}

    /**
     * An instance that lives is as good as dead, by what its monitors found.
     *
     * @param cause what they found
     * @param ready whether it ever worked; one that did not has lived for nothing
     */
    record Condemned(int generation, String cause, boolean ready) implements Trigger {}

    /** Nothing is left of an instance whose main process ended before. */
    record TreeEmpty(int generation) implements Trigger {}

    /**
     * An instance of an earlier daemon lives and has been taken over.
     *
     * @param since when it started
     */
    record Adopted(int generation, ProcessIdentity main, Moment since) implements Trigger {}

    /** An instance of an earlier daemon ended while no daemon was there. */
    record Vanished(ExitStatus exit) implements Trigger {}

    /** The time that the state waits for has come. */
    record Due() implements Trigger {}
}
