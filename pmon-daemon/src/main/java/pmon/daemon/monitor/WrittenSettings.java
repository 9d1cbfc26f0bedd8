package pmon.daemon.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.WrittenValue;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.daemon.config.Durations;
import pmon.daemon.config.Flags;
import pmon.daemon.document.NearestWord;

/** Says what people wrote for a provider, in the types that it declared. */
public final class WrittenSettings {
    private final List<SettingDeclaration> declared;
    private final Map<String, Object> values = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private WrittenSettings(List<SettingDeclaration> declared) {
        this.declared = declared;
    }

    /**
     * Something that is wrong.
     *
     * @param key what it is wrong with; null when with all of it
     */
    public record Problem(@Nullable String key, String message) {}

    /** What came of reading them. */
    public sealed interface Reading {
        record Valid(PluginSettings settings) implements Reading {}

        record Wrong(List<Problem> problems) implements Reading {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Reads all of them, so that all problems are found. */
    public static Reading read(List<SettingDeclaration> declared, Map<String, WrittenValue> written) {
        WrittenSettings reader = new WrittenSettings(declared);
        new TreeMap<>(written).forEach(reader::take);
        declared.forEach(reader::complete);
        return reader.problems.isEmpty()
                ? new Reading.Valid(new PluginSettings(declared, reader.values))
                : new Reading.Wrong(reader.problems);
    }

    private void take(String key, WrittenValue value) {
        Optional<SettingDeclaration> declaration =
                declared.stream().filter(each -> each.key().equals(key)).findFirst();
        if (declaration.isEmpty()) {
            List<String> keys = declared.stream().map(SettingDeclaration::key).toList();
            problems.add(new Problem(key, "there is no such key" + NearestWord.hint(key, keys)));
            return;
        }
        Object typed = typed(declaration.get().type(), value);
        if (typed != null) {
            values.put(key, typed);
        } else {
            String shown = value instanceof WrittenValue.Text(String text)
                            && declaration.get().type() != SettingDeclaration.Type.SECRET
                    ? "\"" + text + "\" is not allowed; use "
                    : "takes ";
            problems.add(new Problem(key, shown + declaration.get().type().allowed()));
        }
    }

    private void complete(SettingDeclaration declaration) {
        String key = declaration.key();
        if (values.containsKey(key) || problems.stream().anyMatch(problem -> key.equals(problem.key()))) {
            return;
        }
        if (declaration.required()) {
            problems.add(new Problem(key, "has to be set: " + declaration.type().allowed()));
            return;
        }
        String standard = declaration.standard();
        if (standard != null) {
            Object typed = typed(declaration.type(), new WrittenValue.Text(standard));
            if (typed == null) {
                throw new IllegalArgumentException("the default of " + key + " is none of its type: " + standard);
            }
            values.put(key, typed);
        }
    }

    private static @Nullable Object typed(SettingDeclaration.Type type, WrittenValue value) {
        return switch (value) {
            case WrittenValue.Text(String text) ->
                switch (type) {
                    case TEXT, SECRET -> text;
                    case NUMBER -> number(text);
                    case FLAG -> Flags.parse(text).orElse(null);
                    case DURATION -> duration(text);
                    case TEXTS -> List.of(text);
                    case TABLE -> null;
                };
            case WrittenValue.Texts(var items) -> type == SettingDeclaration.Type.TEXTS ? items : null;
            case WrittenValue.Table(var entries) -> type == SettingDeclaration.Type.TABLE ? entries : null;
        };
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Duration duration(String text) {
        return Durations.parse(text, null).orElse(null);
    }
}
