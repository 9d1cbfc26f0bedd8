package pmon.bench.report;

import java.util.Arrays;
import java.util.List;

/** Durations of one thing measured often, in nanoseconds, in ascending order. */
public record Samples(long[] nanos) {
    private static final double TAIL = 0.99;

    public static Samples of(List<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Samples(sorted);
    }

    public int count() {
        return nanos.length;
    }

    public long median() {
        int half = nanos.length / 2;
        return nanos.length % 2 == 1 ? nanos[half] : (nanos[half - 1] + nanos[half]) / 2;
    }

    /** By nearest rank, so always something that was measured: of less than a hundred the largest. */
    public long tail() {
        return nanos[(int) Math.ceil(nanos.length * TAIL) - 1];
    }

    public long min() {
        return nanos[0];
    }

    public long max() {
        return nanos[nanos.length - 1];
    }
}
