package pmon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last things that happened in a schedule. Steps in which nothing else happens than in the one before are left out. */
final class Trace {
    private static final int BOUND = 120;

    private final Deque<String> lines = new ArrayDeque<>();
    private List<String> before = List.of();
    private List<String> present = new ArrayList<>();
    private int step;

    void step(int number) {
        write();
        before = present;
        present = new ArrayList<>();
        step = number;
    }

    void add(Object what) {
        present.add(String.valueOf(what));
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
