package pmon.daemon.foreign;

import java.util.List;
import java.util.regex.Pattern;
import pmon.api.process.ShellWords;

/** Command lines that are written for a shell. */
final class ShellLine {
    /** What a shell does more with than to take it as it is or to group words: expansions, lists, pipes, redirections, globs, comments. */
    private static final Pattern SPECIAL = Pattern.compile("[$`;&|<>()*?\\[\\]{}~#!\n\\\\]");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

    /** What a shell does itself; there is no such program, or it would do something else. */
    private static final List<String> BUILT_IN = List.of(
            ".",
            ":",
            "alias",
            "break",
            "case",
            "cd",
            "command",
            "continue",
            "eval",
            "exec",
            "exit",
            "export",
            "for",
            "if",
            "read",
            "set",
            "shift",
            "source",
            "times",
            "trap",
            "type",
            "ulimit",
            "umask",
            "unset",
            "until",
            "wait",
            "while");

    /** A program and its arguments. */
    record Words(String file, List<String> args) {
        Words {
            args = List.copyOf(args);
        }
    }

    private ShellLine() {}

    /** Without the shell where that makes no difference: then signals and exit codes are the program's own. */
    static Words read(String line, String shell) {
        if (!SPECIAL.matcher(line).find()) {
            try {
                List<String> words = ShellWords.split(line);
                boolean plain = !words.isEmpty()
                        && !words.getFirst().isEmpty()
                        && !BUILT_IN.contains(words.getFirst())
                        && !ASSIGNMENT.matcher(words.getFirst()).matches();
                if (plain) {
                    return new Words(words.getFirst(), words.subList(1, words.size()));
                }
            } catch (IllegalArgumentException _) {
                // A quote that is never closed: the shell will say so, as it always did.
            }
        }
        return new Words(shell, List.of("-c", line));
    }
}
