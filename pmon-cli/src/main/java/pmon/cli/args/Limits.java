package pmon.cli.args;

import java.util.List;
import java.util.Locale;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.cli.shell.Failure;

/** Resource limits as people write them: {@code 1024}, {@code 64MiB}, {@code unlimited}, or two of them with a colon between. */
public final class Limits {
    /** Of setrlimit(2), without {@code RLIMIT_}; without {@code locks}, which Linux ignores. */
    private static final List<String> NAMES = List.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
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

    private Limits() {}

    /** The name of a limit, in lower case. */
    public static String name(String word, Option option) throws Failure {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        String name = lower.startsWith("rlimit_") ? lower.substring("rlimit_".length()) : lower;
        if (!NAMES.contains(name)) {
            throw Failure.usage(option.longest() + ": no such limit: " + word + Nearest.suggestion(name, NAMES)
                    + "; there are: " + String.join(", ", NAMES));
        }
        return name;
    }

    /** A soft and a hard limit; the soft one alone is both. */
    public static ResourceLimit limit(String text, Option option) throws Failure {
        int colon = text.indexOf(':');
        try {
            long soft = value(colon < 0 ? text : text.substring(0, colon));
            long hard = colon < 0 ? soft : value(text.substring(colon + 1));
            if (above(soft, hard)) {
                throw Failure.usage(option.longest() + ": the soft limit is above the hard one: " + text);
            }
            return new ResourceLimit(soft, hard);
        } catch (NumberFormatException | ArithmeticException e) {
            throw Failure.usage(option.longest() + ": not a limit: " + text
                    + "; write it like 1024, 64MiB, unlimited or, soft and hard, 1024:4096");
        }
    }

    private static boolean above(long soft, long hard) {
        return hard != ResourceLimit.UNLIMITED && (soft == ResourceLimit.UNLIMITED || soft > hard);
    }

    private static long value(String text) {
        if (text.equalsIgnoreCase(UNLIMITED)) {
            return ResourceLimit.UNLIMITED;
        }
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return digits == text.length() ? number : Math.multiplyExact(number, unit(text.substring(digits)));
    }

    private static long unit(String word) {
        int power = Math.max(BINARY.indexOf(word), DECIMAL.indexOf(word));
        if (power < 0) {
            throw new NumberFormatException(word);
        }
        long unit = 1;
        for (int i = 0; i < power; i++) {
            unit *= BINARY.contains(word) ? 1024 : 1000;
        }
        return unit;
    }
}
