package pmon.cli.show;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Numbers as a person reads them. By hand: a formatter costs a short command more than the rest of its output. */
public final class Human {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int SECOND = 1000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;
    private static final long DAY = 24L * HOUR;

    /** The form of a time in a sentence, 0 for any digit. */
    private static final String UTC = "0000-00-00T00:00:00Z";

    private Human() {}

    /** Such as {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        int unit = 0;
        long rest = bytes;
        long tenths = bytes * 10;
        while (rest >= 1024 && unit < UNITS.length - 1) {
            // Of the last division one decimal is kept.
            tenths = rest * 10 / 1024;
            rest /= 1024;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : oneDecimal(tenths)) + " " + UNITS[unit];
    }

    /** Such as {@code 1.5%}, of one core. */
    public static String percent(double percent) {
        return oneDecimal(Math.round(percent * 10)) + "%";
    }

    /** The two greatest units of a time: {@code 480ms}, {@code 12s}, {@code 3m 12s}, {@code 2h 5m}, {@code 4d 3h}. */
    public static String duration(long millis) {
        if (millis < SECOND) {
            return units(millis, "ms", 0, "");
        }
        if (millis < MINUTE) {
            return units(millis / SECOND, "s", 0, "");
        }
        if (millis < HOUR) {
            return units(millis / MINUTE, "m ", millis % MINUTE / SECOND, "s");
        }
        if (millis < DAY) {
            return units(millis / HOUR, "h ", millis % HOUR / MINUTE, "m");
        }
        return units(millis / DAY, "d ", millis % DAY / HOUR, "h");
    }

    /** Not with +: the JVM spins a class for each form of it that training, whose programs are young, has not met. */
    private static String units(long first, String unit, long second, String smaller) {
        StringBuilder text = new StringBuilder().append(first).append(unit);
        return (smaller.isEmpty() ? text : text.append(second).append(smaller)).toString();
    }

    /** Such as {@code 2026-03-01 12:00:31}. */
    public static String time(Instant instant, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        StringBuilder text = new StringBuilder(19);
        text.append(time.getYear()).append('-');
        two(text, time.getMonthValue()).append('-');
        two(text, time.getDayOfMonth()).append(' ');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        return two(text, time.getSecond()).toString();
    }

    /** A sentence with its times, which are UTC as RFC 3339 writes them to the second, as {@link #time} shows them. */
    public static String localTimes(String text, ZoneId zone) {
        StringBuilder local = new StringBuilder();
        int told = 0;
        for (int end = text.indexOf('Z', UTC.length() - 1); end >= 0; end = text.indexOf('Z', end + 1)) {
            int start = end + 1 - UTC.length();
            Instant instant = start < told ? null : utc(text.substring(start, end + 1));
            if (instant != null) {
                local.append(text, told, start).append(time(instant, zone));
                told = end + 1;
            }
        }
        return told == 0 ? text : local.append(text, told, text.length()).toString();
    }

    private static @Nullable Instant utc(String text) {
        for (int i = 0; i < UTC.length(); i++) {
            char expected = UTC.charAt(i);
            char c = text.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return null;
            }
        }
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    private static String oneDecimal(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }
}
