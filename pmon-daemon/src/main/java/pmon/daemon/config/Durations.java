package pmon.daemon.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h30m}. */
public final class Durations {
    /** What they may write. */
    public static final String ALLOWED = "a duration such as 500ms, 2s, 5m or 1h30m";

    private static final String[] UNITS = {"h", "m", "s", "ms"};
    private static final long[] MILLIS = {3_600_000, 60_000, 1_000, 1};

    /** Nine digits of the largest unit still fit into a long of milliseconds. */
    private static final int MAX_DIGITS = 9;

    /** As much as nine digits of the largest unit can say: what is longer could be read, but not what is shown of it. */
    private static final long MAX_MILLIS = 999_999_999L * 3_600_000 + 3_599_999;

    private Durations() {}

    /**
     * Reads one; empty when the text is none.
     *
     * @param bareUnit what a number without a unit counts; null refuses one
     */
    public static Optional<Duration> parse(String text, @Nullable Duration bareUnit) {
        long total = 0;
        int next = 0;
        int i = 0;
        while (i < text.length()) {
            int digits = end(text, i, true);
            int unitEnd = end(text, digits, false);
            if (digits == i || digits - i > MAX_DIGITS) {
                return Optional.empty();
            }
            long number = Long.parseLong(text.substring(i, digits));
            String unit = text.substring(digits, unitEnd);
            if (unit.isEmpty()) {
                return bareUnit != null && i == 0 ? Optional.of(bareUnit.multipliedBy(number)) : Optional.empty();
            }
            // Each unit once, the larger one first: 1h30m, never 30m1h.
            while (next < UNITS.length && !UNITS[next].equals(unit)) {
                next++;
            }
            if (next == UNITS.length) {
                return Optional.empty();
            }
            total += number * MILLIS[next++];
            i = unitEnd;
        }
        return text.isEmpty() || total > MAX_MILLIS ? Optional.empty() : Optional.of(Duration.ofMillis(total));
    }

    /** Writes one, whole milliseconds, in the largest units that leave nothing out. */
    public static String show(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        if (rest % 1_000 != 0 && rest < 60_000) {
            return rest + "ms";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            if (rest >= MILLIS[i]) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }

    private static int end(String text, int from, boolean digits) {
        int i = from;
        while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9') == digits) {
            i++;
        }
        return i;
    }
}
