package pmon.api.process;

import java.util.List;
import java.util.Map;

/** A value as people wrote it, before anybody says what it means. */
public sealed interface WrittenValue {
    /** One value; numbers, durations and flags as well. */
    record Text(String text) implements WrittenValue {}

    /** A list. */
    record Texts(List<String> items) implements WrittenValue {
        public Texts {
            items = List.copyOf(items);
        }
    }

    /** Names and values. */
    record Table(Map<String, String> entries) implements WrittenValue {
        public Table {
            entries = Map.copyOf(entries);
        }
    }
}
