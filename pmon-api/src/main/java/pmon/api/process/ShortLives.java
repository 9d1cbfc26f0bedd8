package pmon.api.process;

import java.time.Instant;

/**
 * Instances in a row that lived less than {@code restart.min_uptime} or could not be started. They delay the next try.
 *
 * @param count how many; 0 for none
 * @param since when the first of them ended
 * @param cause why they all ended; empty where that differs
 */
public record ShortLives(int count, Instant since, String cause) {
    /** The last one lived long enough, or there has been none. */
    public static final ShortLives NONE = new ShortLives(0, Instant.EPOCH, "");

    public ShortLives {
        if (count < 0) {
            throw new IllegalArgumentException("nothing can have happened " + count + " times");
        }
    }

    /** One more. */
    public ShortLives and(Instant at, String why) {
        return count == 0
                ? new ShortLives(1, at, why)
                : new ShortLives(count + 1, since, why.equals(cause) ? cause : "");
    }
}
