package pmon.daemon.journal;

import java.time.Duration;

/**
 * Bounds of the journal.
 *
 * @param keptPerProgram events of one program that stay, up to a tenth more between two trims of them
 * @param keptEvents events that stay in the store, up to {@code trimBatch} more between two trims
 * @param trimBatch events by which the log of events grows between two trims
 * @param waitingEvents events that wait while nothing can be committed; beyond that the oldest are lost, counted
 * @param waitingReads reads of events that wait; further ones fail at once
 * @param pauseAfterFailure what is appended after a failed commit is tried no sooner
 * @param retryDelay what waits since a failed commit is tried again so often, even when nothing is appended
 */
public record JournalLimits(
        int keptPerProgram,
        int keptEvents,
        int trimBatch,
        int waitingEvents,
        int waitingReads,
        Duration pauseAfterFailure,
        Duration retryDelay) {
    /** What the daemon uses. */
    public static final JournalLimits DEFAULT =
            new JournalLimits(1_000, 100_000, 1_000, 20_000, 64, Duration.ofMillis(20), Duration.ofSeconds(1));

    /** The same, with so many events kept. */
    public JournalLimits keeping(int perProgram, int inAll) {
        return new JournalLimits(
                perProgram, inAll, trimBatch, waitingEvents, waitingReads, pauseAfterFailure, retryDelay);
    }
}
