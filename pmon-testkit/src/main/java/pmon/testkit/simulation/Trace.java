package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last things that happened in a schedule. */
final class Trace {
    private static final int BOUND = 80;

    private final Deque<String> lines = new ArrayDeque<>();
    private int step;

    void step(int number) {
        step = number;
    }

    void add(Object what) {
        if (lines.size() == BOUND) {
            lines.removeFirst();
        }
        lines.add(step + ": " + what);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
