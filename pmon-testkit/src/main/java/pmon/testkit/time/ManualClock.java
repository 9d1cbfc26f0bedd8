package pmon.testkit.time;

import java.time.Duration;
import java.time.Instant;
import pmon.core.time.Moment;

/** A clock that a test moves. Not for several threads. */
public final class ManualClock {
    private Moment now = new Moment(Instant.parse("2026-01-01T00:00:00Z"), 0);

    /** The present moment. */
    public Moment now() {
        return now;
    }

    /** Lets time pass on both clocks. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        now = now.plus(duration);
    }

    /** Sets the wall clock forward or, with a negative duration, back; the monotonic one does not notice. */
    public void jump(Duration duration) {
        now = new Moment(now.wall().plus(duration), now.nanos());
    }
}
