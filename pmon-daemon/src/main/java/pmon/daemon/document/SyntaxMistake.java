package pmon.daemon.document;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says what a parser did not understand, in one line. */
final class SyntaxMistake {
    /** How the YAML engine ends a message: the problem, and below it the place, which is more exact than what Jackson gives. */
    private static final Pattern YAML_PLACE = Pattern.compile(" in .*, line (\\d{1,9}), column (\\d{1,9}):");

    /** Where Jackson thinks that an open bracket was; it does not know, and says so at length. */
    private static final Pattern JACKSON_SOURCE = Pattern.compile(" \\(start marker at .*");

    private SyntaxMistake() {}

    static Mistake of(String source, JacksonException e) {
        String message = e.getOriginalMessage() == null ? "cannot be understood" : e.getOriginalMessage();
        List<String> lines = message.lines().toList();
        for (int i = lines.size() - 1; i > 0; i--) {
            Matcher place = YAML_PLACE.matcher(lines.get(i));
            if (place.matches()) {
                Position at = new Position(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
                return new Mistake(source, at, lines.get(i - 1).strip());
            }
        }
        return new Mistake(
                source,
                position(e),
                JACKSON_SOURCE
                        .matcher(lines.isEmpty() ? message : lines.getFirst())
                        .replaceAll(""));
    }

    private static @Nullable Position position(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? null
                : new Position(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }
}
