package pmon.plugin.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before which try: twice as long each time, and less by up to half at random, so that many daemons that lost one
 * receiver do not come back to it at the same moment.
 *
 * @param retries tries after the first
 */
record Backoff(int retries, Duration initial, Duration longest) {
    /** More doublings would overflow; every longest delay is reached by then. */
    private static final int MAX_DOUBLINGS = 30;

    /**
     * The time to wait.
     *
     * @param failed tries so far, from 1
     */
    Duration delay(int failed, RandomGenerator random) {
        long factor = 1L << Math.min(failed - 1, MAX_DOUBLINGS);
        long full = Math.min(longest.toMillis(), initial.toMillis() * factor);
        return Duration.ofMillis(full - (long) (random.nextDouble() * full / 2));
    }
}
