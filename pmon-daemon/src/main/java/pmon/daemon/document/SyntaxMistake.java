package pmon.daemon.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says what a parser did not understand, in one line. */
final class SyntaxMistake {
    private SyntaxMistake() {}

    static Mistake of(String source, JacksonException e) {
        // The YAML engine knows the exact place and a short sentence; Jackson has the place of the token before.
        if (e.getCause() instanceof MarkedYamlEngineException yaml) {
            Optional<Mark> mark = yaml.getProblemMark();
            Position at = mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
                    .orElse(position(e));
            return new Mistake(source, at, firstLine(yaml.getProblem()));
        }
        return new Mistake(source, position(e), firstLine(e.getOriginalMessage()));
    }

    private static @Nullable Position position(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? null
                : new Position(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "cannot be understood"
                : message.lines().findFirst().orElse(message).strip();
    }
}
