package pmon.daemon.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Supervisor's {@code KEY="value",KEY2=value2}. A value without quotes consists of letters, digits and {@code _/.+-():}; anything else
 * has to be in quotes. (Source: supervisor's datatypes.py, which takes tokens of Python's shlex in groups of four.)
 */
final class EnvironmentList {
    private static final String ALSO_OF_WORDS = "_/.+-():";

    private EnvironmentList() {}

    /** Throws {@link IllegalArgumentException} that says what is wrong. */
    static Map<String, String> parse(String text) {
        List<String> tokens = tokens(text);
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < tokens.size(); i += 4) {
            if (i + 2 >= tokens.size() || !tokens.get(i + 1).equals("=")) {
                throw new IllegalArgumentException(
                        "is not of the form KEY=\"value\",KEY2=\"value2\"; values with other characters than letters,"
                                + " digits and " + ALSO_OF_WORDS + " need quotes");
            }
            variables.put(tokens.get(i), unquoted(tokens.get(i + 2)));
        }
        return variables;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (c == '#') {
                int newline = text.indexOf('\n', i);
                i = newline < 0 ? text.length() : newline;
                continue;
            }
            if (c == '"' || c == '\'') {
                int close = text.indexOf(c, end);
                if (close < 0) {
                    throw new IllegalArgumentException("has a quote that is never closed: " + text.substring(i));
                }
                end = close + 1;
            } else if (ofWord(c)) {
                while (end < text.length() && (ofWord(text.charAt(end)) || "\"'".indexOf(text.charAt(end)) >= 0)) {
                    end++;
                }
            }
            if (!Character.isWhitespace(c)) {
                tokens.add(text.substring(i, end));
            }
            i = end;
        }
        return tokens;
    }

    private static boolean ofWord(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || ALSO_OF_WORDS.indexOf(c) >= 0;
    }

    /** All quotes go at both ends, as there. */
    private static String unquoted(String token) {
        return token.replaceAll("^[\"']+|[\"']+$", "");
    }
}
