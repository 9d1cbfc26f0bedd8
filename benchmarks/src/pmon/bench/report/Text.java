package pmon.bench.report;

/** Quantities with their units. */
public final class Text {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB_PER_MIB = 1024;
    private static final double SECONDS_FROM_MILLIS = 10_000;

    private Text() {}

    /** Nanoseconds as milliseconds, or as seconds from ten on. */
    public static String time(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        if (millis >= SECONDS_FROM_MILLIS) {
            return "%.1f s".formatted(millis / 1000);
        }
        return (millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%,.0f ms").formatted(millis);
    }

    /** How often the one goes into the other. */
    public static String ratio(double part, double whole) {
        double ratio = part / whole;
        return (ratio < 10 ? "%.2f ×" : "%.0f ×").formatted(ratio);
    }

    /** A share of one core. */
    public static String share(double share) {
        double percent = share * 100;
        return (percent < 1 ? "%.3f %%" : "%.1f %%").formatted(percent);
    }

    public static String memory(long kib) {
        return "%.0f MiB".formatted(kib / KIB_PER_MIB);
    }
}
