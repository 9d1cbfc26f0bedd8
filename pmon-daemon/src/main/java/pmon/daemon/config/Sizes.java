package pmon.daemon.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 10MiB}, {@code 10MB}, {@code 4096}. */
public final class Sizes {
    /** What is accepted, in words. */
    public static final String ALLOWED = "a size such as 10MiB or 10MB, or a number of bytes";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s?(b|kb|mb|gb|tb|kib|mib|gib|tib)?");
    private static final Map<String, Long> FACTORS = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);
    private static final String[] UNITS = {"TiB", "GiB", "MiB", "KiB"};

    private Sizes() {}

    /** Reads one; empty when the text is none, or more than fits. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2);
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), FACTORS.getOrDefault(unit, 1L)));
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Writes one in the largest unit that leaves nothing out. */
    public static String show(long bytes) {
        long factor = 1L << 40;
        for (String unit : UNITS) {
            if (bytes != 0 && bytes % factor == 0) {
                return bytes / factor + unit;
            }
            factor >>= 10;
        }
        return Long.toString(bytes);
    }
}
