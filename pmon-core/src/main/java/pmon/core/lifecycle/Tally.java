package pmon.core.lifecycle;

/**
 * What is counted over the instances of one program.
 *
 * @param generation the number of the newest instance; 0 before the first
 * @param restarts restarts since the last stop or reset, shown as {@code restart_count}
 * @param shortLives instances in a row that lived less than {@code restart.min_uptime} or could not be started
 */
public record Tally(int generation, int restarts, int shortLives) {
    /** Nothing has happened yet. */
    public static final Tally NONE = new Tally(0, 0, 0);

    Tally at(int newest) {
        return new Tally(newest, restarts, shortLives);
    }

    Tally nextInstance() {
        return new Tally(generation + 1, restarts, shortLives);
    }

    Tally oneMoreRestart() {
        return new Tally(generation, restarts + 1, shortLives);
    }

    Tally oneMoreShortLife() {
        return new Tally(generation, restarts, shortLives + 1);
    }

    Tally longLife() {
        return new Tally(generation, restarts, 0);
    }

    Tally cleared() {
        return new Tally(generation, 0, 0);
    }
}
