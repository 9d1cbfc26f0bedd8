package pmon.daemon.process;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings.ResourceLimit;

/** Resource limits as people write them: {@code 1024}, {@code 64MiB}, {@code unlimited}, or {@code 1024:4096} for soft and hard. */
public final class Limits {
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
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)?");

    private Limits() {}

    /** Reads one; empty when the text is none, or the soft one is above the hard one. */
    public static Optional<ResourceLimit> parse(String text) {
        int colon = text.indexOf(':');
        Optional<Long> soft = one(colon < 0 ? text : text.substring(0, colon));
        Optional<Long> hard = colon < 0 ? soft : one(text.substring(colon + 1));
        return soft.isPresent() && hard.isPresent() && !above(soft.get(), hard.get())
                ? Optional.of(new ResourceLimit(soft.get(), hard.get()))
                : Optional.empty();
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

    private static Optional<Long> one(String text) {
        if (text.toLowerCase(Locale.ROOT).equals(UNLIMITED)) {
            return Optional.of(ResourceLimit.UNLIMITED);
        }
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
        return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(value.longValueExact());
    }

    private static BigDecimal unit(@Nullable String unit) {
        if (unit == null || unit.equals("B")) {
            return BigDecimal.ONE;
        }
        BigDecimal step = BigDecimal.valueOf(unit.length() == 3 ? 1024 : 1000);
        return step.pow(1 + "KMGT".indexOf(Character.toUpperCase(unit.charAt(0))));
    }
}
