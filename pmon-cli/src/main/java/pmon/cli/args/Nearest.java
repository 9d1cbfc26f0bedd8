package pmon.cli.args;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What somebody who mistyped a word most likely meant. */
public final class Nearest {
    private Nearest() {}

    /** A clause to end a message with, such as {@code ; did you mean ls?}, empty when nothing is near. */
    public static String suggestion(String word, Collection<String> known) {
        String nearest = to(word, known);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** The nearest of the known words, null when none is within a third of the word's letters (at least one). */
    static @Nullable String to(String word, Collection<String> known) {
        int bound = Math.max(1, word.length() / 3);
        String nearest = null;
        int least = bound + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least && distance < candidate.length()) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Letters added, dropped, replaced or swapped with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
