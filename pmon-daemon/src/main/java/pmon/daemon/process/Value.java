package pmon.daemon.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands behind a key of a program. */
public sealed interface Value {
    record Text(String text) implements Value {}

    record Numeral(long number) implements Value {}

    record Flag(boolean set) implements Value {}

    record Texts(List<String> items) implements Value {
        public Texts {
            items = List.copyOf(items);
        }
    }

    record Numerals(List<Integer> items) implements Value {
        public Numerals {
            items = List.copyOf(items);
        }
    }

    /** Keys with values of their own, in the order in which people would write them. */
    record Table(Map<String, Value> keys) implements Value {
        public Table {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }
    }

    record Tables(List<Table> items) implements Value {
        public Tables {
            items = List.copyOf(items);
        }
    }

    /** Names and values, in the order of the names, so that equal sections are written alike. */
    record Section(Map<String, String> entries) implements Value {
        public Section {
            entries = Collections.unmodifiableMap(new TreeMap<>(entries));
        }
    }
}
