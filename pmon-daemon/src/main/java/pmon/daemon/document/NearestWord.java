package pmon.daemon.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class NearestWord {
    /** Fewer letters are the beginning of too much. */
    private static final int LEAST_BEGINNING = 3;

    private NearestWord() {}

    /**
     * The closest candidate, where it is close enough to be worth saying: a third of the word may differ. Otherwise the shortest that
     * begins with the word, for somebody who knew the beginning only.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        int bound = Math.max(2, word.length() / 3);
        String best = null;
        int least = bound + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - word.length()) < least) {
                int distance = distance(word, candidate);
                if (distance < least) {
                    least = distance;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best).or(() -> longer(word, candidates));
    }

    private static Optional<String> longer(String word, Collection<String> candidates) {
        return word.length() < LEAST_BEGINNING
                ? Optional.empty()
                : candidates.stream()
                        .filter(candidate -> candidate.startsWith(word))
                        .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean X?} or nothing, to be put behind a message. */
    public static String hint(String word, Collection<String> candidates) {
        return of(word, candidates).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
