package pmon.daemon.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.ShellWords;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Position;

/** Files of environment variables: {@code NAME=value} a line, {@code #} begins a comment, a value may be quoted as in a shell. */
public final class EnvFile {
    private EnvFile() {}

    /**
     * Reads one; the last of several lines about one variable counts.
     *
     * @param source its name in messages
     * @param mistakes gets what is wrong
     */
    public static Map<String, String> parse(String source, String text, List<Mistake> mistakes) {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Position at = new Position(number, 1);
            String assignment = line.startsWith("export ") ? line.substring(7).strip() : line;
            int equals = assignment.indexOf('=');
            String name = equals < 0 ? "" : assignment.substring(0, equals).strip();
            if (name.isEmpty() || name.indexOf('\0') >= 0) {
                mistakes.add(new Mistake(source, at, "is not of the form NAME=value"));
                continue;
            }
            try {
                variables.put(name, value(assignment.substring(equals + 1).strip()));
            } catch (IllegalArgumentException _) {
                // The reason would quote the value, which may be a secret.
                mistakes.add(new Mistake(source, at, name + ": a quote in its value is never closed"));
            }
        }
        return variables;
    }

    private static String value(String text) {
        if (!text.startsWith("'") && !text.startsWith("\"")) {
            return text;
        }
        return String.join(" ", ShellWords.split(text));
    }
}
