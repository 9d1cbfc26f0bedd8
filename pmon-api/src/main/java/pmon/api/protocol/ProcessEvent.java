package pmon.api.protocol;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Status;

/**
 * Something that happened to a program, durable and numbered.
 *
 * @param seq ascending, from 1, without end
 * @param process the program's name
 * @param id the program's id
 * @param generation the instance it is about; 0 when none was ever started
 * @param from the status before; null when the program did not exist
 * @param to the status after; null when the program no longer exists
 * @param cause why, in words
 * @param pid the process it is about; null when there is none
 * @param exit how the instance ended, in {@link Type#EXITED} only
 */
public record ProcessEvent(
        long seq,
        Instant time,
        Type type,
        String process,
        int id,
        int generation,
        @Nullable Status from,
        @Nullable Status to,
        String cause,
        @Nullable Integer pid,
        @Nullable ExitStatus exit) {
    /** What happened. */
    public enum Type {
        /** A record was made. */
        REGISTERED,
        /** A record was changed. */
        UPDATED,
        /** Somebody wants it to run; it starts once that is durable and what it depends on runs. */
        QUEUED,
        /** An instance runs. */
        STARTED,
        /** An instance could not be started. */
        START_FAILED,
        /** The main process of an instance ended. */
        EXITED,
        /** Somebody asked for a stop. */
        STOPPING,
        /** Nothing of the instance is left, and none is wanted. */
        STOPPED,
        /** The instance is replaced by a new one. */
        RESTARTING,
        /** What it depends on died or is unhealthy: it is restarted with that. */
        CASCADED,
        /** The next try has to wait. */
        BACKOFF,
        /** The next try has to wait, because flap detection has counted too many automatic restarts. */
        FLAPPING,
        /** No further try. */
        FAILED,
        /** Ended by the daemon's shutdown. */
        CLOSED,
        /** A running instance of an earlier daemon was taken over. */
        ADOPTED,
        /** Another process of the instance is its main one from now on, as the program itself has said. */
        MAIN_CHANGED,
        /** The store was lost, and the record was rebuilt from its sidecar file. */
        REBUILT,
        /** The instance has passed every check of readiness. */
        READY,
        /** The instance is ready, and every check of whether it works has passed. */
        HEALTHY,
        /** The instance did not become ready in time, or failed a check too often: it is as good as dead, and is ended. */
        UNHEALTHY,
        /** Output cannot be kept and is dropped from now on. */
        LOG_DROPPING,
        /** Output is kept again. */
        LOG_KEPT,
        /** A task was to be run and was not, and waits for its next occasion. */
        SKIPPED,
        /** The record is gone. */
        DELETED;

        /** The word in JSON, in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
