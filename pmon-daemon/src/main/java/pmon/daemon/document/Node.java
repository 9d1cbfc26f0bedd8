package pmon.daemon.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a document. Its position is null where the format's parser knows none (TOML). */
public sealed interface Node {
    @Nullable
    Position at();

    /** Keys and values, in the order of the file, every key once. */
    record Mapping(List<Entry> entries, @Nullable Position at) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** A list. */
    record Sequence(List<Node> items, @Nullable Position at) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** One value as it is written; quotes are gone, and what it means is for the reader of the document to say. */
    record Scalar(String text, @Nullable Position at) implements Node {}

    /** Nothing: null, or a key without a value. */
    record Empty(@Nullable Position at) implements Node {}

    /**
     * A key with its value.
     *
     * @param at where the key stands
     */
    record Entry(String key, @Nullable Position at, Node value) {}
}
