package pmon.cli.args;

import java.math.BigDecimal;
import java.time.Duration;
import pmon.cli.shell.Failure;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h30m}. */
public final class Durations {
    private static final String[] UNITS = {"h", "m", "s", "ms"};
    private static final long[] MILLIS = {3_600_000, 60_000, 1_000, 1};

    private static final int MAX_DECIMAL = 15;

    private Durations() {}

    /** What a bare number means. */
    public enum Bare {
        MILLISECONDS,
        REFUSED
    }

    /** Reads a duration; the failure names the option. */
    public static Duration parse(String text, String option, Bare bare) throws Failure {
        try {
            return Duration.ofMillis(millis(text, bare));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Failure.usage(option + ": not a duration: " + text + "; write it like 500ms, 2s, 5m or 1h30m");
        }
    }

    /** A duration whose bare number, which may have a fraction, is seconds. */
    public static Duration seconds(String text, String option) throws Failure {
        // Java would read 2d and 2f as numbers.
        boolean bare = !text.isEmpty() && isDigit(text.charAt(text.length() - 1));
        try {
            return bare
                    ? Duration.ofMillis(decimal(text).movePointRight(3).longValue())
                    : parse(text, option, Bare.REFUSED);
        } catch (NumberFormatException e) {
            throw Failure.usage(option + ": not a number of seconds: " + text);
        }
    }

    /** Without exponents, which could ask for a number of any length; short enough to fit into a long of milliseconds. */
    private static BigDecimal decimal(String text) {
        if (text.length() > MAX_DECIMAL || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text);
    }

    private static long millis(String text, Bare bare) {
        long sum = 0;
        int unit = -1;
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            long count = Long.parseLong(text, start, at, 10);
            int word = at;
            while (at < text.length() && !isDigit(text.charAt(at))) {
                at++;
            }
            if (word == at && start == 0 && bare == Bare.MILLISECONDS) {
                return count;
            }
            // Units get smaller from left to right, each at most once.
            unit = unitAfter(unit, text.substring(word, at));
            sum = Math.addExact(sum, Math.multiplyExact(count, MILLIS[unit]));
        }
        if (unit < 0) {
            throw new IllegalArgumentException("empty");
        }
        return sum;
    }

    private static int unitAfter(int previous, String word) {
        for (int unit = previous + 1; unit < UNITS.length; unit++) {
            if (UNITS[unit].equals(word)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("no unit");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
