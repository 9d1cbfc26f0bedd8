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
    /** This moment and a duration later, on both clocks. */
    public Moment plus(Duration duration) {
        return new Moment(wall.plus(duration), nanos + duration.toNanos());
    }

    /** The moment that had this wall time, supposing that the wall clock has not jumped since. */
    public Moment earlier(Instant then) {
        return new Moment(then, nanos - Duration.between(then, wall).toNanos());
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
