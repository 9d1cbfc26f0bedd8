package pmon.api.process;

import java.util.regex.Pattern;

/** The unique name of a managed program: {@code [A-Za-z0-9_.@:+-]{1,100}}, not only digits, not starting with - or dot. */
public record ProcessName(String value) implements Comparable<ProcessName> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_@:+][A-Za-z0-9_.@:+-]{0,99}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Refuses a name that breaks the rule with an {@link IllegalArgumentException} that states it. */
    public ProcessName {
        if (!valid(value)) {
            throw new IllegalArgumentException("bad name " + quote(value) + ": use 1 to 100 of the characters"
                    + " A-Z a-z 0-9 _ . @ : + -, not only digits, not starting with - or .");
        }
    }

    /** Whether the text may be a name. */
    public static boolean valid(String value) {
        return ALLOWED.matcher(value).matches() && !DIGITS.matcher(value).matches();
    }

    private static String quote(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().limit(120).forEach(c -> {
            if (c < 0x20 || c == 0x7f) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }

    @Override
    public int compareTo(ProcessName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
