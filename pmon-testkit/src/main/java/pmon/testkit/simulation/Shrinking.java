package pmon.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a schedule that fails smaller while it still fails: fewer programs, fewer kinds of faults, fewer steps. What is left may fail
 * for another reason than the whole did; each is worth knowing.
 */
final class Shrinking {
    /** Some seconds; what is left then is small enough to be read. */
    private static final int RUNS = 3_000;

    private final Predicate<Schedule> fails;
    private Schedule smallest;
    private int runs;

    private Shrinking(Schedule failing, Predicate<Schedule> fails) {
        smallest = failing;
        this.fails = fails;
    }

    static Schedule of(Schedule failing, Predicate<Schedule> fails) {
        Shrinking shrinking = new Shrinking(failing, fails);
        Schedule before;
        do {
            before = shrinking.smallest;
            shrinking.programs();
            shrinking.faults();
            shrinking.steps();
        } while (!before.equals(shrinking.smallest));
        return shrinking.smallest;
    }

    private void programs() {
        while (smallest.programs() > 1 && tried(smallest.with(smallest.programs() - 1))) {
            // One fewer.
        }
    }

    private void faults() {
        for (Fault fault : Fault.values()) {
            if (smallest.faults().contains(fault)) {
                tried(smallest.without(fault));
            }
        }
    }

    /** Leaves out halves, then quarters, down to single steps. */
    private void steps() {
        for (int part = Math.max(1, smallest.steps().size() / 2); part >= 1; part /= 2) {
            int from = 0;
            while (from < smallest.steps().size()) {
                List<Integer> fewer = new ArrayList<>(smallest.steps());
                fewer.subList(from, Math.min(fewer.size(), from + part)).clear();
                if (!tried(smallest.with(fewer))) {
                    from += part;
                }
            }
        }
    }

    private boolean tried(Schedule smaller) {
        boolean still = runs++ < RUNS && fails.test(smaller);
        smallest = still ? smaller : smallest;
        return still;
    }
}
