package pmon.daemon.probe;

import java.time.Duration;

/** When the time for a check is up, on the monotonic clock. */
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Half of what is left: the check can say what it has not found, however busy the machine is. */
    Duration half() {
        return remaining().dividedBy(2);
    }

    /** What is left; zero once it is up. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
