package pmon.core.lifecycle;

/**
 * What is counted over the instances of one program.
 *
 * @param generation the number of the newest instance; 0 before the first
 * @param restarts restarts since the last stop or reset, shown as {@code restart_count}
 * @param shortLives instances in a row that lived less than {@code restart.min_uptime} or could not be started
 * @param flapping what flap detection counts, where it is enabled
 */
public record Tally(int generation, int restarts, int shortLives, Flapping flapping) {
    /** Nothing has happened yet. */
    public static final Tally NONE = new Tally(0, 0);

    /** As an earlier daemon left it, which is all that outlives one. */
    public Tally(int generation, int restarts) {
        this(generation, restarts, 0, Flapping.NONE);
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

    Tally oneMoreShortLife() {
        return new Tally(generation, restarts, shortLives + 1, flapping);
    }

    Tally longLife() {
        return new Tally(generation, restarts, 0, flapping);
    }

    Tally flapping(Flapping counted) {
        return new Tally(generation, restarts, shortLives, counted);
    }

    Tally cleared() {
        return new Tally(generation, 0);
    }
}
