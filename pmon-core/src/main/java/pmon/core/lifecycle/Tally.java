package pmon.core.lifecycle;

import java.time.Instant;
import pmon.api.process.ShortLives;

/**
 * What is counted over the instances of one program.
 *
 * @param generation the number of the newest instance; 0 before the first
 * @param restarts restarts since the last stop or reset, shown as {@code restart_count}
 * @param shortLives the instances in a row that ended too soon
 * @param flapping what flap detection counts, where it is enabled
 */
public record Tally(int generation, int restarts, ShortLives shortLives, Flapping flapping) {
    /** Nothing has happened yet. */
    public static final Tally NONE = new Tally(0, 0);

    /** Without anything that delays the next start. */
    public Tally(int generation, int restarts) {
        this(generation, restarts, ShortLives.NONE, Flapping.NONE);
    }

    Tally at(int newest) {
        return new Tally(newest, restarts, shortLives, flapping);
    }

    Tally nextInstance() {
        return new Tally(generation + 1, restarts, shortLives, flapping);
    }

    Tally oneMoreRestart() {
        return new Tally(generation, restarts + 1, shortLives, flapping);
    }

    Tally oneMoreShortLife(Instant at, String cause) {
        return new Tally(generation, restarts, shortLives.and(at, cause), flapping);
    }

    Tally longLife() {
        return new Tally(generation, restarts, ShortLives.NONE, flapping);
    }

    Tally flapping(Flapping counted) {
        return new Tally(generation, restarts, shortLives, counted);
    }

    Tally cleared() {
        return new Tally(generation, 0);
    }
}
