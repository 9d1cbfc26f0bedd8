package pmon.wire.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lower-case words of an enum, without the reflection behind {@link Enum#valueOf}. */
public final class Words<E extends Enum<E>> {
    private final E[] values;
    private final String[] words;

    /** The words of all values. */
    public Words(E[] values) {
        this.values = values.clone();
        this.words = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = values[i].name().toLowerCase(Locale.ROOT);
        }
    }

    public String of(E value) {
        int i = 0;
        while (values[i] != value) {
            i++;
        }
        return words[i];
    }

    /** The value of a word; null when there is none. */
    public @Nullable E find(String word) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(word)) {
                return values[i];
            }
        }
        return null;
    }
}
