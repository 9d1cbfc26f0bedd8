package pmon.cli.completion;

/**
 * A word that the one at the cursor may become.
 *
 * @param description what a shell shows beside it; empty for nothing
 */
public record Suggestion(String word, String description) {
    /** The line that our completion scripts read: the word, and behind a tabulator its description. */
    @Override
    public String toString() {
        return description.isEmpty() ? word : word + "\t" + description;
    }
}
