package pmon.cli.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Failure;

/** A daemon on its way out: it closes the connection when its programs have ended, then removes what it made. */
record Departure(Conversation conversation, RunDirectory directory) {
    /** From the end of the connection to the end of the process. */
    private static final Duration CLEARING = Duration.ofSeconds(10);

    private static final int LOOK_AGAIN_MILLIS = 2;

    /** Waits for it; a timeout bounds the wait for the programs, which have bounds of their own. */
    void await(@Nullable Duration timeout) throws Failure {
        Thread end = Thread.ofPlatform().daemon().start(conversation::awaitEnd);
        try {
            if (timeout == null) {
                end.join();
            } else if (!end.join(timeout)) {
                throw new Failure(ErrorCode.TIMEOUT, "the daemon is still stopping its programs");
            }
            // The kernel announces nothing when a file or a lock goes away that would be cheaper than looking.
            for (long left = CLEARING.toMillis(); !directory.abandoned(); left -= LOOK_AGAIN_MILLIS) {
                if (left <= 0) {
                    throw new Failure(
                            ErrorCode.TIMEOUT, "the daemon ended, but left " + directory.path() + "/endpoint");
                }
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.FAILED, "interrupted while the daemon ended");
        }
    }
}
