package pmon.api.process;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pmon.api.process.ExecutionSettings.ResourceLimit;

/** Resource limits as people write them: {@code 1024}, {@code 64MiB}, {@code unlimited}, or {@code 1024:4096} for soft and hard. */
public final class LimitNotation {
    /** What they may write. */
    public static final String ALLOWED = "a number, a size such as 64MiB, unlimited, or SOFT:HARD";

    /** Of setrlimit(2), without {@code RLIMIT_}. */
    public static final List<String> NAMES = List.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private static final String UNLIMITED = "unlimited";
    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB");

    private LimitNotation() {}

    /** Reads one; the soft one alone is both. Empty when the text is none, or the soft one is above the hard one. */
    public static Optional<ResourceLimit> parse(String text) {
        int colon = text.indexOf(':');
        OptionalLong soft = value(colon < 0 ? text : text.substring(0, colon));
        OptionalLong hard = colon < 0 ? soft : value(text.substring(colon + 1));
        return soft.isEmpty() || hard.isEmpty() || above(soft.getAsLong(), hard.getAsLong())
                ? Optional.empty()
                : Optional.of(new ResourceLimit(soft.getAsLong(), hard.getAsLong()));
    }

    /** Writes one so that it can be read again. */
    public static String show(ResourceLimit limit) {
        String soft = show(limit.soft());
        return limit.soft() == limit.hard() ? soft : soft + ":" + show(limit.hard());
    }

    /** Whether this is a limit that the kernel would take. */
    public static boolean valid(String name, ResourceLimit limit) {
        return NAMES.contains(name)
                && limit.soft() >= ResourceLimit.UNLIMITED
                && limit.hard() >= ResourceLimit.UNLIMITED
                && !above(limit.soft(), limit.hard());
    }

    private static boolean above(long soft, long hard) {
        return hard != ResourceLimit.UNLIMITED && (soft == ResourceLimit.UNLIMITED || soft > hard);
    }

    private static String show(long value) {
        return value == ResourceLimit.UNLIMITED ? UNLIMITED : Long.toString(value);
    }

    private static OptionalLong value(String text) {
        if (text.equalsIgnoreCase(UNLIMITED)) {
            return OptionalLong.of(ResourceLimit.UNLIMITED);
        }
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = digits == text.length() ? 1 : unit(text.substring(digits));
        if (digits == 0 || unit == 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(text, 0, digits, 10), unit));
        } catch (NumberFormatException | ArithmeticException e) {
            // More than the kernel can count.
            return OptionalLong.empty();
        }
    }

    /** Bytes of a unit; 0 where there is no such unit. */
    private static long unit(String word) {
        int power = Math.max(BINARY.indexOf(word), DECIMAL.indexOf(word));
        long step = BINARY.contains(word) ? 1024 : 1000;
        long unit = power < 0 ? 0 : 1;
        for (int i = 0; i < power; i++) {
            unit *= step;
        }
        return unit;
    }
}
