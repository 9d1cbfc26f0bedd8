package pmon.api.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a changing request waits for its outcome.
 *
 * @param untilDone false answers as soon as the change is durable
 * @param timeout bounds the wait; null leaves it to the outcome's own timeouts
 */
public record Completion(boolean untilDone, @Nullable Duration timeout) {
    /** Until the outcome is known. */
    public static final Completion UNTIL_DONE = new Completion(true, null);

    public Completion {
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout cannot be negative: " + timeout);
        }
    }
}
