package pmon.daemon.document;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in what somebody wrote.
 *
 * @param source the file, or the environment variable
 * @param at null where it is about the whole source or the position is not known
 * @param message the key, what is wrong with it, and what is allowed
 */
public record Mistake(String source, @Nullable Position at, String message) {
    /** In the order of the file, what has no place first. */
    public static final Comparator<Mistake> BY_PLACE = Comparator.comparing(Mistake::source)
            .thenComparing(Mistake::at, Comparator.nullsFirst(Position.READING_ORDER));

    /** One line: {@code /etc/pmon3/config/config.yml:3:5: wait.start_grace: ...}. */
    public String text() {
        String where = at == null ? source : source + ":" + at.line() + ":" + at.column();
        return where + ": " + message;
    }

    /** All of them, a line each. */
    public static String text(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::text).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }
}
