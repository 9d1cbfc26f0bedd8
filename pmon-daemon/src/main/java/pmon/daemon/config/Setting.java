package pmon.daemon.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.daemon.place.Mode;

/**
 * The declaration of one setting. Everything about it follows from here: reading, checking, listing, documenting.
 *
 * @param key its path in the file, such as {@code restart.min_uptime}
 * @param standard what it is when nobody sets it; null is "not set"
 * @param standardText the same in words, for the documentation
 * @param range what is accepted; null accepts all of its kind
 * @param meaning a sentence for the documentation
 * @param olderKeys keys of earlier generations, which still work
 * @param variables environment variables that set it, the first wins
 * @param olderVariables the same of earlier generations
 */
record Setting<T>(
        String key,
        Kind<T> kind,
        Function<Mode, @Nullable T> standard,
        String standardText,
        @Nullable Range<T> range,
        String meaning,
        List<String> olderKeys,
        List<String> variables,
        List<String> olderVariables,
        Effect effect,
        Scope scope) {
    Setting {
        olderKeys = List.copyOf(olderKeys);
        variables = List.copyOf(variables);
        olderVariables = List.copyOf(olderVariables);
    }

    /** When a changed value counts. */
    enum Effect {
        AT_ONCE("at the next command"),
        AT_START("when pmond starts"),
        NEVER("never: it is checked, and pmon does not need it");

        private final String when;

        Effect(String when) {
            this.when = when;
        }

        String when() {
            return when;
        }
    }

    /** For which daemons it counts. */
    enum Scope {
        EVERY_DAEMON,
        /** Only root may give files away. */
        ROOT_DAEMON
    }

    /** The value in the words of the file; empty when it is not set. */
    Optional<String> show(@Nullable T value) {
        return Optional.ofNullable(value).map(kind.show());
    }

    /** What people may write, in words that follow "use". */
    String allowed() {
        return range == null ? kind.allowed() : kind.allowed() + ", " + range.words();
    }
}
