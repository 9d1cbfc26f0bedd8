package pmon.cli.args;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.ShellWords;
import pmon.cli.shell.Failure;

/** Values that are lines of words themselves, quoted as in a shell: arguments and variables of a program. */
public final class Words {
    private Words() {}

    /** Arguments of a program, all lines one after another. */
    public static List<String> arguments(List<String> lines, Option option) throws Failure {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            words.addAll(split(line, option));
        }
        return words;
    }

    /** Variables as {@code NAME=VALUE}; of several with one name the last wins. */
    public static Map<String, String> variables(List<String> lines, Option option) throws Failure {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : arguments(lines, option)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Failure.usage(option.longest() + ": not NAME=VALUE: " + word
                        + "; quote a value with spaces, as in \"NAME='one two'\"");
            }
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return variables;
    }

    /** Names that stand in several words, or with commas between them in one; at least one {@code noun}. */
    public static List<String> listed(List<String> words, String noun) throws Failure {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            for (String name : word.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        if (names.isEmpty()) {
            throw Failure.usage("a comma alone names no " + noun);
        }
        return names;
    }

    private static List<String> split(String line, Option option) throws Failure {
        try {
            return ShellWords.split(line);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(option.longest() + ": " + e.getMessage());
        }
    }
}
