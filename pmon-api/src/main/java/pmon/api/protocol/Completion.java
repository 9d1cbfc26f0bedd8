package pmon.api.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a changing request waits for its outcome.
 *
 * @param untilDone false answers as soon as the change is durable
 * @param timeout bounds the wait; null leaves it to the outcome's own timeouts
 * @param token tells the request from all others of its user, so that a daemon that took the place of the one that was asked first goes on
 *     waiting instead of carrying it out again; at most {@value #LONGEST_TOKEN} characters, null where nobody asks twice
 */
public record Completion(
        boolean untilDone,
        @Nullable Duration timeout,
        @Nullable String token) {
    /** Until the outcome is known. */
    public static final Completion UNTIL_DONE = new Completion(true, null);

    private static final int LONGEST_TOKEN = 100;

    /** Of a request that is asked once. */
    public Completion(boolean untilDone, @Nullable Duration timeout) {
        this(untilDone, timeout, null);
    }

    public Completion {
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout cannot be negative: " + timeout);
        }
        if (token != null && token.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException(
                    "a token has at most " + LONGEST_TOKEN + " characters, not " + token.length());
        }
    }

    /** With another bound. */
    public Completion within(Duration bound) {
        return new Completion(untilDone, bound, token);
    }

    /** For a part of a request: what is asked again is the whole. */
    public Completion withoutToken() {
        return new Completion(untilDone, timeout);
    }
}
