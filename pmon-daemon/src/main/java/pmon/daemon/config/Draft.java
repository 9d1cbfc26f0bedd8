package pmon.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.daemon.place.Mode;

/** A setting while it is being declared. */
final class Draft<T> {
    private final String key;
    private final Kind<T> kind;
    private Function<Mode, @Nullable T> standard = _ -> null;
    private String standardText = "not set";
    private @Nullable Range<T> range;
    private final List<String> olderKeys = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private final List<String> olderVariables = new ArrayList<>();
    private Setting.Effect effect = Setting.Effect.AT_ONCE;
    private Setting.Scope scope = Setting.Scope.EVERY_DAEMON;

    Draft(String key, Kind<T> kind) {
        this.key = key;
        this.kind = kind;
        variables.add(variable(key));
    }

    Draft<T> standard(T value) {
        return standard(_ -> value, kind.show().apply(value));
    }

    /** A standard value that depends on the mode, or that only words can tell. */
    Draft<T> standard(Function<Mode, @Nullable T> value, String words) {
        standard = value;
        standardText = words;
        return this;
    }

    Draft<T> range(Range<T> accepted) {
        range = accepted;
        return this;
    }

    /** Its key and its variable in an earlier generation. */
    Draft<T> formerly(String olderKey, String olderVariable) {
        olderKeys.add(olderKey);
        olderVariables.add(olderVariable);
        return this;
    }

    /** A variable of this generation that wins over the one that follows from the key. */
    Draft<T> alsoFrom(String variable) {
        variables.addFirst(variable);
        return this;
    }

    /** A variable of this generation that counts where the one that follows from the key is not set. */
    Draft<T> orFrom(String variable) {
        variables.addLast(variable);
        return this;
    }

    Draft<T> effective(Setting.Effect when) {
        effect = when;
        return this;
    }

    Draft<T> forRoot() {
        scope = Setting.Scope.ROOT_DAEMON;
        return this;
    }

    /**
     * Ends the declaration.
     *
     * @param meaning a sentence
     */
    Setting<T> says(String meaning) {
        return new Setting<>(
                key, kind, standard, standardText, range, meaning, olderKeys, variables, olderVariables, effect, scope);
    }

    /** pmon3's rule: {@code wait.cmd_exec_response} is set by {@code CONFIGOR_WAIT_CMDEXECRESPONSE}. */
    private static String variable(String key) {
        return "CONFIGOR_" + key.replace("_", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
