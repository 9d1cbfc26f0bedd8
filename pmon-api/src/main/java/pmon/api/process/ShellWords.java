package pmon.api.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one line into words as a POSIX shell does (Shell Command Language, 2.2 Quoting), without expanding anything: single
 * quotes keep all, double quotes keep all but {@code \} before one of {@code " \ $ `}, a backslash elsewhere keeps the next
 * character.
 */
public final class ShellWords {
    private ShellWords() {}

    /** The words of the line. Throws {@link IllegalArgumentException} naming the position of a quote that is never closed. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> {
                    if (inWord) {
                        words.add(word.toString());
                        word.setLength(0);
                        inWord = false;
                    }
                    i++;
                }
                case '\'' -> {
                    int end = line.indexOf('\'', i + 1);
                    if (end < 0) {
                        throw unclosed(c, i, line);
                    }
                    word.append(line, i + 1, end);
                    inWord = true;
                    i = end + 1;
                }
                case '"' -> {
                    i = doubleQuoted(line, i, word);
                    inWord = true;
                }
                case '\\' -> {
                    if (i + 1 == line.length()) {
                        throw new IllegalArgumentException("nothing follows the backslash at the end of: " + line);
                    }
                    word.append(line.charAt(i + 1));
                    inWord = true;
                    i += 2;
                }
                default -> {
                    word.append(c);
                    inWord = true;
                    i++;
                }
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** One line that {@link #split} turns into the same words again. */
    public static String join(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(quote(word));
        }
        return line.toString();
    }

    private static int doubleQuoted(String line, int open, StringBuilder word) {
        int i = open + 1;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < line.length() && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0) {
                word.append(line.charAt(i + 1));
                i += 2;
            } else {
                word.append(c);
                i++;
            }
        }
        throw unclosed('"', open, line);
    }

    private static String quote(String word) {
        boolean plain = !word.isEmpty()
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-./=:,@%+".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static IllegalArgumentException unclosed(char quote, int at, String line) {
        return new IllegalArgumentException(
                "the quote " + quote + " at position " + (at + 1) + " is never closed in: " + line);
    }
}
