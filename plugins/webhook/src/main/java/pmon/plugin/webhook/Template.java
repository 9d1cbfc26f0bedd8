package pmon.plugin.webhook;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code ${name}} where facts go. */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    /** Throws {@link IllegalArgumentException} when it asks for what is not there. */
    void check(String setting, Set<String> names) {
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            if (!names.contains(places.group(1))) {
                throw new IllegalArgumentException(setting + ": there is no ${" + places.group(1) + "}; use "
                        + String.join(", ", new TreeSet<>(names)));
            }
        }
    }

    /** The text with all facts, each as it is written there. */
    String fill(Facts facts, UnaryOperator<String> writing) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(writing.apply(facts.byName().getOrDefault(place.group(1), ""))));
    }
}
