package pmon.api.process;

import java.util.List;
import java.util.Map;

/** What a monitor looks at. */
public sealed interface Check {
    /**
     * One look, by a provider of this type.
     *
     * @param type the provider's name, such as {@code http}
     * @param settings as people wrote them; the provider says what they mean
     */
    record Single(String type, Map<String, WrittenValue> settings) implements Check {
        public Single {
            settings = Map.copyOf(settings);
        }
    }

    /** Passes when all of them do; the first that does not ends it. */
    record All(List<Check> checks) implements Check {
        public All {
            checks = List.copyOf(checks);
        }
    }

    /** Passes when one of them does; the first that does ends it. */
    record Any(List<Check> checks) implements Check {
        public Any {
            checks = List.copyOf(checks);
        }
    }

    /** Passes when the other fails. */
    record Not(Check check) implements Check {}

    /**
     * Fails only when the other failed so many times in a row, over as many checks.
     *
     * @param times 1 or more
     */
    record Retry(int times, Check check) implements Check {
        public Retry {
            if (times < 1) {
                throw new IllegalArgumentException("retry is 1 or more");
            }
        }
    }
}
