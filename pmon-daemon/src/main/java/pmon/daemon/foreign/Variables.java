package pmon.daemon.foreign;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-otherwise}} and {@code $(NAME)} in a text. */
final class Variables {
    private static final String NAME = "([A-Za-z_][A-Za-z0-9_]*)";
    private static final Pattern BRACES = Pattern.compile("\\$(?:\\$|\\{" + NAME + "(?::-([^}]*))?\\}|" + NAME + ")");
    private static final Pattern PARENTHESES = Pattern.compile("\\$(?:\\(" + NAME + "\\)|" + NAME + ")");

    /** Values may refer to values; more than so many times is a circle. */
    private static final int DEEPEST = 16;

    private Variables() {}

    /** As process-compose does, {@code $$} being a dollar sign; what is not set stays as it is. */
    static String braces(String text, Map<String, String> values) {
        return BRACES.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(3) : match.group(1);
            String otherwise = match.group(2) == null ? match.group() : match.group(2);
            return Matcher.quoteReplacement(name == null ? "$" : values.getOrDefault(name, otherwise));
        });
    }

    /**
     * As procmon and procdog do, values of values as well.
     *
     * @param unset gets the names that have no value, and stay as they are
     */
    static String parentheses(String text, Map<String, String> values, Set<String> unset) {
        String expanded = text;
        for (int i = 0; i < DEEPEST; i++) {
            String before = expanded;
            unset.clear();
            expanded = PARENTHESES.matcher(before).replaceAll(match -> {
                String name = match.group(1) == null ? match.group(2) : match.group(1);
                String value = values.get(name);
                if (value == null) {
                    unset.add(name);
                }
                return Matcher.quoteReplacement(value == null ? match.group() : value);
            });
            if (expanded.equals(before)) {
                return expanded;
            }
        }
        throw new IllegalArgumentException("refers to itself: " + text);
    }
}
