package pmon.core.lifecycle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ShortLives;

/**
 * What is counted over the instances of one program.
 *
 * @param generation the number of the newest instance; 0 before the first
 * @param restarts restarts since the last stop or reset, shown as {@code restart_count}
 * @param shortLives the instances in a row that ended too soon
 * @param flapping what flap detection counts, where it is enabled
 * @param delay how long the next restart would be delayed if it were due when this was counted, where every one is; null before the first
 */
public record Tally(
        int generation,
        int restarts,
        ShortLives shortLives,
        Flapping flapping,
        @Nullable Duration delay) {
    /** Nothing has happened yet. */
    public static final Tally NONE = new Tally(0, 0);

    /** Without anything that delays the next start. */
    public Tally(int generation, int restarts) {
        this(generation, restarts, ShortLives.NONE, Flapping.NONE);
    }

    /** As an earlier daemon left it on record. */
    public Tally(int generation, int restarts, ShortLives shortLives, Flapping flapping) {
        this(generation, restarts, shortLives, flapping, null);
    }

    Tally at(int newest) {
        return new Tally(newest, restarts, shortLives, flapping, delay);
    }

    Tally nextInstance() {
        return new Tally(generation + 1, restarts, shortLives, flapping, delay);
    }

    Tally oneMoreRestart() {
        return new Tally(generation, restarts + 1, shortLives, flapping, delay);
    }

    Tally oneMoreShortLife(Instant at, String cause) {
        return new Tally(generation, restarts, shortLives.and(at, cause), flapping, delay);
    }

    Tally longLife() {
        return new Tally(generation, restarts, ShortLives.NONE, flapping, delay);
    }

    Tally flapping(Flapping counted) {
        return new Tally(generation, restarts, shortLives, counted, delay);
    }

    Tally delay(Duration next) {
        return new Tally(generation, restarts, shortLives, flapping, next);
    }

    Tally cleared() {
        return new Tally(generation, 0);
    }
}
