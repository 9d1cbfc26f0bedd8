package pmon.daemon.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.WrittenValue;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.monitor.WrittenSettings;

/** A check as it is written: {@code type} and its settings, or {@code all}, {@code any} or {@code not}, and perhaps {@code retry}. */
final class CheckFields {
    private static final List<String> FORMS = List.of("type", "all", "any", "not");
    private static final int MAX_DEPTH = 16;
    private static final int MAX_RETRY = 1_000;

    private final Fields fields;
    private final MonitorTypes types;
    private final UnaryOperator<String> keys;
    private int depth;

    CheckFields(Fields fields, MonitorTypes types, UnaryOperator<String> keys) {
        this.fields = fields;
        this.types = types;
        this.keys = keys;
    }

    /** Whether a key of a monitor belongs to its check. */
    static boolean isOfCheck(String key) {
        return !MonitorFields.KEYS.contains(key);
    }

    /** What it is called where nobody gives it a name. */
    static String title(Check check) {
        return switch (check) {
            case Check.Single(String type, var _) -> type;
            case Check.All _ -> "all";
            case Check.Any _ -> "any";
            case Check.Not(Check other) -> "not-" + title(other);
            case Check.Retry(int _, Check other) -> title(other);
        };
    }

    /** Null where no check comes of it. */
    @Nullable
    Check read(String path, Map<String, Node.Entry> entries, @Nullable Position at) {
        Map<String, Node.Entry> rest = new LinkedHashMap<>(entries);
        Node.Entry retry = rest.remove("retry");
        List<String> forms = FORMS.stream().filter(rest::containsKey).toList();
        if (forms.size() != 1) {
            fields.mistake(
                    at,
                    path,
                    forms.isEmpty()
                            ? "has no type; write one of " + String.join(", ", types.names()) + ", or all, any or not"
                            : "has " + String.join(" and ", forms) + "; write one of them");
            return null;
        }
        Check check = form(path, forms.getFirst(), rest);
        Integer times = retry == null ? null : times(path, retry);
        return check == null || times == null ? check : new Check.Retry(times, check);
    }

    private @Nullable Check form(String path, String form, Map<String, Node.Entry> rest) {
        Node.Entry entry = rest.remove(form);
        if (entry == null) {
            return null;
        }
        if (form.equals("type")) {
            return single(path, entry, rest);
        }
        rest.forEach((key, unknown) -> fields.mistake(
                unknown.at(),
                path + "." + unknown.key(),
                "there is no such key beside " + form + NearestWord.hint(key, MonitorFields.KEYS)));
        String inner = path + "." + form;
        if (form.equals("not")) {
            Check other = within(inner, entry.value());
            return other == null ? null : new Check.Not(other);
        }
        List<Check> checks = list(inner, entry.value());
        if (checks.isEmpty()) {
            return null;
        }
        return form.equals("all") ? new Check.All(checks) : new Check.Any(checks);
    }

    private List<Check> list(String path, Node node) {
        List<Check> checks = new ArrayList<>();
        if (node instanceof Node.Sequence(var items, var at)) {
            for (int i = 0; i < items.size(); i++) {
                Check each = within(path + "[" + i + "]", items.get(i));
                if (each != null) {
                    checks.add(each);
                }
            }
            if (items.isEmpty()) {
                fields.mistake(at, path, "needs at least one check");
            }
        } else {
            fields.mistake(node.at(), path, "is not a list of checks");
        }
        return checks;
    }

    private @Nullable Check within(String path, Node node) {
        if (!(node instanceof Node.Mapping(var entries, Position at))) {
            fields.mistake(node.at(), path, "is no check; write type: and its settings");
            return null;
        }
        if (depth == MAX_DEPTH) {
            fields.mistake(at, path, "checks within checks go " + MAX_DEPTH + " deep at most");
            return null;
        }
        Map<String, Node.Entry> byKey = new LinkedHashMap<>();
        entries.forEach(entry -> byKey.put(keys.apply(entry.key()), entry));
        depth++;
        try {
            return read(path, byKey, at);
        } finally {
            depth--;
        }
    }

    private @Nullable Check single(String path, Node.Entry type, Map<String, Node.Entry> rest) {
        if (!(type.value() instanceof Node.Scalar(String name, var at))) {
            fields.mistake(type.at(), path + ".type", "takes one of " + String.join(", ", types.names()));
            return null;
        }
        Optional<MonitorProvider> provider = types.find(name);
        if (provider.isEmpty()) {
            fields.mistake(
                    at,
                    path + ".type",
                    "nothing here provides \"" + name + "\"" + NearestWord.hint(name, types.names()) + "; there are "
                            + String.join(", ", types.names()));
            return null;
        }
        List<String> known = new ArrayList<>(MonitorFields.KEYS);
        provider.get().settings().forEach(setting -> known.add(setting.key()));
        Map<String, WrittenValue> settings = new LinkedHashMap<>();
        rest.forEach((key, entry) -> {
            String inner = path + "." + entry.key();
            if (!known.contains(key)) {
                fields.mistake(entry.at(), inner, "there is no such key" + NearestWord.hint(key, known));
                return;
            }
            WrittenValue value = value(inner, entry.value());
            if (value != null) {
                settings.put(key, value);
            }
        });
        return valid(path, provider.get(), settings, rest, at) ? new Check.Single(name, settings) : null;
    }

    private boolean valid(
            String path,
            MonitorProvider provider,
            Map<String, WrittenValue> settings,
            Map<String, Node.Entry> written,
            @Nullable Position at) {
        switch (WrittenSettings.read(provider.settings(), settings)) {
            case WrittenSettings.Reading.Valid(var typed) -> {
                try {
                    provider.open(typed).close();
                    return true;
                } catch (IllegalArgumentException e) {
                    fields.mistake(at, path, String.valueOf(e.getMessage()));
                }
            }
            case WrittenSettings.Reading.Wrong(var problems) -> {
                for (WrittenSettings.Problem problem : problems) {
                    Node.Entry entry = problem.key() == null ? null : written.get(problem.key());
                    String key = problem.key() == null ? path : path + "." + problem.key();
                    fields.mistake(entry == null ? at : entry.at(), key, problem.message());
                }
            }
        }
        return false;
    }

    private @Nullable WrittenValue value(String path, Node node) {
        switch (node) {
            case Node.Empty _ -> {
                return null;
            }
            case Node.Scalar(String text, var _) -> {
                return new WrittenValue.Text(text);
            }
            case Node.Sequence(var items, var _) -> {
                List<String> texts = new ArrayList<>();
                for (Node item : items) {
                    texts.add(scalar(path, item));
                }
                return new WrittenValue.Texts(texts);
            }
            case Node.Mapping(var entries, var _) -> {
                Map<String, String> table = new LinkedHashMap<>();
                entries.forEach(entry -> table.put(entry.key(), scalar(path + "." + entry.key(), entry.value())));
                return new WrittenValue.Table(table);
            }
        }
    }

    private String scalar(String path, Node node) {
        if (node instanceof Node.Scalar(String text, var _)) {
            return text;
        }
        fields.mistake(node.at(), path, "takes plain values");
        return "";
    }

    private @Nullable Integer times(String path, Node.Entry entry) {
        if (entry.value() instanceof Node.Scalar(String text, var _)) {
            try {
                int times = Integer.parseInt(text.strip());
                if (times >= 1 && times <= MAX_RETRY) {
                    return times;
                }
            } catch (NumberFormatException _) {
                // Told below, as a number out of its range is.
            }
        }
        fields.mistake(entry.at(), path + ".retry", "takes a whole number from 1 to " + MAX_RETRY);
        return null;
    }
}
