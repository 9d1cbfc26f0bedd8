package pmon.wire.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Instants as RFC 3339 UTC with milliseconds, {@code 2026-03-01T12:00:31.250Z}. By hand: java.time.format costs a short-lived
 * command more than all else that it does. Dates follow Howard Hinnant's "chrono-compatible low-level date algorithms",
 * which count years from March so that the leap day comes last.
 */
final class Timestamps {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_PER_ERA = 146_097;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int EPOCH_SHIFT = 719_468;

    private static final long FIRST_SECOND = -62_167_219_200L;
    private static final long LAST_SECOND = 253_402_300_799L;

    private Timestamps() {}

    /** Appends the instant, cut to the millisecond. Years before 0000 and after 9999 cannot be written in RFC 3339. */
    static void append(StringBuilder out, Instant instant) {
        long second = instant.getEpochSecond();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            throw new IllegalArgumentException("the year is not within 0000 to 9999: " + instant);
        }
        int days = (int) Math.floorDiv(second, SECONDS_PER_DAY) + EPOCH_SHIFT;
        int era = Math.floorDiv(days, DAYS_PER_ERA);
        int dayOfEra = days - era * DAYS_PER_ERA;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int secondOfDay = Math.floorMod(second, SECONDS_PER_DAY);
        digits(digits(digits(out, year, 1000).append('-'), month, 10).append('-'), day, 10)
                .append('T');
        digits(out, secondOfDay / 3600, 10).append(':');
        digits(out, secondOfDay / 60 % 60, 10).append(':');
        digits(out, secondOfDay % 60, 10).append('.');
        digits(out, instant.getNano() / 1_000_000, 100).append('Z');
    }

    /** Reads what {@link #append} writes, with 0 to 9 digits of a fraction; null when it is not that. */
    static @Nullable Instant parse(String text) {
        int length = text.length();
        boolean shape = length >= 20
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(length - 1) == 'Z'
                && (length == 20 || (text.charAt(19) == '.' && length > 21 && length <= 30));
        if (!shape) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = length == 20 ? 0 : number(text, 20, length - 1);
        boolean inRange = year >= 0
                && (month >= 1 && month <= 12)
                && (day >= 1 && day <= lastDay(year, month))
                && (hour >= 0 && hour <= 23)
                && (minute >= 0 && minute <= 59)
                && (second >= 0 && second <= 59)
                && nanos >= 0;
        if (!inRange) {
            return null;
        }
        for (int digit = length - 1; digit < 29; digit++) {
            nanos *= 10;
        }
        int secondOfDay = hour * 3600 + minute * 60 + second;
        long seconds = daysFromEpoch(year, month, day) * SECONDS_PER_DAY + secondOfDay;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static long daysFromEpoch(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
    }

    private static int lastDay(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static StringBuilder digits(StringBuilder out, int value, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            out.append((char) ('0' + value / unit % 10));
        }
        return out;
    }

    /** The decimal number there, -1 when it is none. */
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
