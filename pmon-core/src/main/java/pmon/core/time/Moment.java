package pmon.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time on two clocks: one that people read and that may jump, and one that only goes forward.
 *
 * @param wall the wall clock, for showing and recording
 * @param nanos the monotonic clock, for deciding; meaningful only within one run of the daemon
 */
public record Moment(Instant wall, long nanos) {
    /** Differences of up to 292 years fit the monotonic clock; what somebody sets longer than this means for ever. */
    private static final Duration FAR = Duration.ofDays(36_500);

    /** This moment and a duration later, on both clocks; a hundred years later at most. */
    public Moment plus(Duration duration) {
        Duration bounded = duration.compareTo(FAR) > 0 ? FAR : duration;
        return new Moment(wall.plus(bounded), nanos + bounded.toNanos());
    }

    /**
     * The moment that had this wall time, supposing that the wall clock has not jumped since. One that seems to lie ahead is now: the
     * clock has been set back.
     */
    public Moment earlier(Instant then) {
        Duration ago = Duration.between(then, wall);
        if (ago.isNegative()) {
            return this;
        }
        return new Moment(then, nanos - (ago.compareTo(FAR) > 0 ? FAR : ago).toNanos());
    }

    /** Time from an earlier moment to this one, on the monotonic clock. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** Whether this moment is at or after the other, on the monotonic clock. */
    public boolean reached(Moment other) {
        return nanos - other.nanos >= 0;
    }
}
