package pmon.daemon.probe;

import java.time.Duration;

/** When the time for a check is up, on the monotonic clock. */
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** What is left but for a tenth, in which the check can say what it has not found. */
    Duration nearly() {
        return remaining().multipliedBy(9).dividedBy(10);
    }

    /** What is left; zero once it is up. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
