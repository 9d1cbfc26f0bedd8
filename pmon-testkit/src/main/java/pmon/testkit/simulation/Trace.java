package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last things that happened in a schedule. Steps in which nothing else happens than in the one before are left out. Words cost more than
 * what they tell of, so that only a schedule that is known to fail is written down.
 */
final class Trace {
    private static final int BOUND = 120;

    private final boolean kept;
    private final Deque<String> lines = new ArrayDeque<>();
    private List<String> before = List.of();
    private List<String> present = new ArrayList<>();
    private int step;

    Trace(boolean kept) {
        this.kept = kept;
    }

    void step(int number) {
        if (!kept) {
            return;
        }
        write();
        before = present;
        present = new ArrayList<>();
        step = number;
    }

    void add(Supplier<String> what) {
        if (kept) {
            present.add(what.get());
        }
    }

    private void write() {
        if (present.equals(before)) {
            return;
        }
        for (String line : present) {
            if (lines.size() == BOUND) {
                lines.removeFirst();
            }
            lines.add(step + ": " + line);
        }
    }

    @Override
    public String toString() {
        write();
        return String.join("\n", lines);
    }
}
