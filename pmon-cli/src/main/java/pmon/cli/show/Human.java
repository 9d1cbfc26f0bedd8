package pmon.cli.show;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Numbers as a person reads them. By hand: a formatter costs a short command more than the rest of its output. */
public final class Human {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int SECOND = 1000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;
    private static final long DAY = 24L * HOUR;

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
            return millis + "ms";
        }
        if (millis < MINUTE) {
            return millis / SECOND + "s";
        }
        if (millis < HOUR) {
            return millis / MINUTE + "m " + millis % MINUTE / SECOND + "s";
        }
        if (millis < DAY) {
            return millis / HOUR + "h " + millis % HOUR / MINUTE + "m";
        }
        return millis / DAY + "d " + millis % DAY / HOUR + "h";
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

    private static String oneDecimal(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }
}
