package pmon.daemon.programlog;

import java.util.OptionalInt;

/**
 * How rotated logs are called: {@code web.log.1} is the newest, {@code web.log.2} the one before it; {@code .gz} behind it when it is
 * compressed.
 */
public final class RotatedNames {
    /** Behind the number of a compressed one. */
    public static final String COMPRESSED = ".gz";

    /** No file system has names long enough for a number with more digits to be one of ours. */
    private static final int DIGITS_BOUND = 9;

    private RotatedNames() {}

    public static String plain(String log, int number) {
        return log + "." + number;
    }

    public static String compressed(String log, int number) {
        return plain(log, number) + COMPRESSED;
    }

    /** What is being compressed, until it is complete. */
    public static String unfinished(String log) {
        return log + COMPRESSED + ".tmp";
    }

    /** Which rotated log of this one a name is; empty when it is none. */
    public static OptionalInt number(String log, String name) {
        if (!name.startsWith(log + ".")) {
            return OptionalInt.empty();
        }
        String rest = name.substring(log.length() + 1);
        String digits = rest.endsWith(COMPRESSED) ? rest.substring(0, rest.length() - COMPRESSED.length()) : rest;
        boolean ours = !digits.isEmpty()
                && digits.length() <= DIGITS_BOUND
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return ours ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }
}
