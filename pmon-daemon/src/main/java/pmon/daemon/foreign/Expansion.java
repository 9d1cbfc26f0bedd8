package pmon.daemon.foreign;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code %(name)s} and {@code %(name)02d} in a text; {@code %%} is one percent sign. */
final class Expansion {
    private static final Pattern REFERENCE = Pattern.compile("%(?:%|\\(([^)]*)\\)([0-9]{0,3})([sd]))?");

    private Expansion() {}

    /** Throws {@link IllegalArgumentException} that says what cannot be expanded. */
    static String of(String text, Map<String, String> values) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(replacement(matcher, values)));
        }
        return matcher.appendTail(out).toString();
    }

    private static String replacement(Matcher matcher, Map<String, String> values) {
        if (matcher.group().equals("%%")) {
            return "%";
        }
        String name = matcher.group(1);
        if (name == null) {
            throw new IllegalArgumentException(
                    "a % has to be written %%, or be that of an expression such as %(here)s");
        }
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("%(" + name + ")s cannot be expanded: "
                    + (name.startsWith("ENV_")
                            ? name.substring(4) + " is not set in the environment; set it for this command"
                            : "there are " + String.join(", ", known(values)) + " and ENV_ with a variable's name"));
        }
        return matcher.group(3).equals("d")
                ? number(name, value, matcher.group(2))
                : padded(value, matcher.group(2), ' ');
    }

    private static String number(String name, String value, String width) {
        if (!value.matches("-?[0-9]+")) {
            throw new IllegalArgumentException("%(" + name + ")d needs a number, and is \"" + value + "\"");
        }
        return padded(value, width, width.startsWith("0") ? '0' : ' ');
    }

    private static String padded(String value, String width, char with) {
        int wanted = width.isEmpty() ? 0 : Integer.parseInt(width);
        return String.valueOf(with).repeat(Math.max(0, wanted - value.length())) + value;
    }

    private static Set<String> known(Map<String, String> values) {
        Set<String> names = new TreeSet<>(values.keySet());
        names.removeIf(name -> name.startsWith("ENV_"));
        return names;
    }
}
