package pmon.daemon.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.MonitorSpec;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.monitor.MonitorTypes;

/** {@code monitors} and {@code depends_on} of one program. */
final class TaskFields {
    private static final String TERMS = "depends_on";
    private static final List<String> TERM_KEYS = List.of("condition", "on_failure");

    private final Fields fields;
    private final MonitorTypes types;
    private final UnaryOperator<String> keys;

    /**
     * Begins with nothing.
     *
     * @param keys gives a key as it is written its name in snake_case
     */
    TaskFields(Fields fields, MonitorTypes types, UnaryOperator<String> keys) {
        this.fields = fields;
        this.types = types;
        this.keys = keys;
    }

    List<MonitorSpec> monitors() {
        List<MonitorSpec> monitors = new ArrayList<>();
        switch (fields.node("monitors")) {
            case null -> {}
            case Node.Empty _ -> {}
            case Node.Sequence(var items, var _) -> {
                Set<String> names = new TreeSet<>();
                for (int i = 0; i < items.size(); i++) {
                    String path = "monitors[" + i + "]";
                    MonitorSpec read = new MonitorFields(fields, path, types, keys).read(items.get(i));
                    if (read != null && !names.add(read.name())) {
                        fields.mistake(
                                items.get(i).at(),
                                path,
                                "another monitor is called " + read.name() + "; give it a name");
                    } else if (read != null) {
                        monitors.add(read);
                    }
                }
            }
            case Node other -> fields.mistake(other.at(), "monitors", "is not a list of monitors");
        }
        return monitors;
    }

    /** A section by name, or a list of names. */
    Map<String, DependencyTerms> terms() {
        Map<String, DependencyTerms> terms = new LinkedHashMap<>();
        switch (fields.node(TERMS)) {
            case null -> {}
            case Node.Empty _ -> {}
            case Node.Mapping(var entries, var _) ->
                entries.forEach(entry -> terms.put(entry.key(), terms(TERMS + "." + entry.key(), entry.value())));
            default -> fields.names(TERMS).forEach(name -> terms.put(name, DependencyTerms.PLAIN));
        }
        return terms;
    }

    private DependencyTerms terms(String path, Node node) {
        Condition condition = DependencyTerms.PLAIN.condition();
        OnFailure onFailure = DependencyTerms.PLAIN.onFailure();
        switch (node) {
            case Node.Empty _ -> {}
            case Node.Mapping(var entries, var _) -> {
                for (Node.Entry entry : entries) {
                    String key = keys.apply(entry.key());
                    switch (key) {
                        case "condition" -> condition = word(path, entry, Condition.values(), condition);
                        case "on_failure" -> onFailure = word(path, entry, OnFailure.values(), onFailure);
                        default ->
                            fields.mistake(
                                    entry.at(),
                                    path + "." + entry.key(),
                                    "there is no such key" + NearestWord.hint(key, TERM_KEYS));
                    }
                }
            }
            case Node other -> fields.mistake(other.at(), path, "is not a section with condition and on_failure");
        }
        return new DependencyTerms(condition, onFailure);
    }

    private <E extends Enum<E>> E word(String path, Node.Entry entry, E[] values, E standard) {
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        if (entry.value() instanceof Node.Scalar(String text, var at)) {
            int index = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (index >= 0) {
                return values[index];
            }
            fields.mistake(
                    at, path + "." + entry.key(), "\"" + text + "\" is not allowed; use " + String.join(", ", words));
        } else {
            fields.mistake(entry.at(), path + "." + entry.key(), "takes one of " + String.join(", ", words));
        }
        return standard;
    }
}
