package pmon.daemon.foreign;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go's {@code time.ParseDuration} reads them: {@code 300ms}, {@code 1.5s}, {@code 2m}; rounded up to milliseconds. */
final class GoDurations {
    static final String ALLOWED = "a duration such as 300ms, 1.5s or 2m";

    private static final Pattern PART =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})(ns|us|µs|ms|s|m|h)");
    private static final Map<String, BigDecimal> MILLIS = Map.of(
            "ns", new BigDecimal("0.000001"),
            "us", new BigDecimal("0.001"),
            "µs", new BigDecimal("0.001"),
            "ms", BigDecimal.ONE,
            "s", new BigDecimal(1_000),
            "m", new BigDecimal(60_000),
            "h", new BigDecimal(3_600_000));

    private GoDurations() {}

    /** Empty where the text is none. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = PART.matcher(text);
        BigDecimal total = BigDecimal.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            total = total.add(
                    new BigDecimal(matcher.group(1)).multiply(MILLIS.getOrDefault(matcher.group(2), BigDecimal.ONE)));
            end = matcher.end();
        }
        return end == 0 || end != text.length()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        total.setScale(0, RoundingMode.CEILING).longValueExact()));
    }
}
