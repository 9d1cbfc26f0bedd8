package pmon.daemon.foreign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pmon.daemon.config.Flags;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;

/** A section of a document of which keys are taken one by one; what is left has no equivalent. */
final class Section {
    private final Path file;
    private final String path;
    private final Findings findings;
    private final UnaryOperator<String> text;
    private final Map<String, Node.Entry> left = new LinkedHashMap<>();

    /**
     * @param path what leads to the section, for messages
     * @param text what becomes of each value, such as expansion of variables
     */
    Section(Path file, String path, Node node, Findings findings, UnaryOperator<String> text) {
        this.file = file;
        this.path = path;
        this.findings = findings;
        this.text = text;
        add(node);
    }

    /** {@code <<} takes over the keys of another section, those that are written win (YAML's merge keys). */
    private void add(Node node) {
        switch (node) {
            case Node.Mapping(var entries, var _) -> {
                for (Node.Entry entry : entries) {
                    if (!entry.key().equals("<<")) {
                        left.put(entry.key(), entry);
                    }
                }
                for (Node.Entry entry : entries) {
                    if (entry.key().equals("<<")) {
                        merged(entry.value());
                    }
                }
            }
            case Node.Empty _ -> {}
            case Node.Scalar(var _, Position at) -> wrong(at, "", "is not a section of keys and values");
            case Node.Sequence(var _, Position at) -> wrong(at, "", "is not a section of keys and values");
        }
    }

    private void merged(Node node) {
        List<Node> sources = node instanceof Node.Sequence(var items, var _) ? items : List.of(node);
        for (Node source : sources) {
            if (source instanceof Node.Mapping) {
                new Section(file, path, source, findings, text).left.forEach(left::putIfAbsent);
            }
        }
    }

    /** The keys that nobody has taken yet. */
    List<String> keys() {
        return List.copyOf(left.keySet());
    }

    @Nullable
    Position at(String key) {
        Node.Entry entry = left.get(key);
        return entry == null ? null : entry.at();
    }

    /** What is there, and stays so. */
    @Nullable
    Node peek(String key) {
        Node.Entry entry = left.get(key);
        return entry == null ? null : entry.value();
    }

    @Nullable
    Node take(String key) {
        Node.Entry entry = left.remove(key);
        return entry == null || entry.value() instanceof Node.Empty ? null : entry.value();
    }

    /** Null where there is none. */
    @Nullable
    Section section(String key) {
        Position at = at(key);
        Node node = take(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Mapping) {
            return new Section(file, inner(key), node, findings, text);
        }
        wrong(at, key, "is not a section of keys and values");
        return null;
    }

    /** The sections of a list of them. */
    List<Section> sections(String key) {
        Position at = at(key);
        Node node = take(key);
        List<Section> sections = new ArrayList<>();
        if (node instanceof Node.Sequence(var items, var _)) {
            for (int i = 0; i < items.size(); i++) {
                sections.add(new Section(file, inner(key) + "[" + i + "]", items.get(i), findings, text));
            }
        } else if (node != null) {
            wrong(at, key, "is not a list of sections");
        }
        return sections;
    }

    @Nullable
    String text(String key) {
        Position at = at(key);
        Node node = take(key);
        if (node instanceof Node.Scalar(String value, var _)) {
            return text.apply(value);
        }
        if (node != null) {
            wrong(at, key, "takes one value");
        }
        return null;
    }

    /** One text or a list of them. */
    List<String> texts(String key) {
        Position at = at(key);
        Node node = take(key);
        List<String> texts = new ArrayList<>();
        switch (node) {
            case null -> {}
            case Node.Scalar(String value, var _) -> texts.add(text.apply(value));
            case Node.Sequence(var items, var _) -> {
                for (Node item : items) {
                    if (item instanceof Node.Scalar(String value, var _)) {
                        texts.add(text.apply(value));
                    } else {
                        wrong(at, key, "is a list of plain values");
                    }
                }
            }
            case Node other -> wrong(other.at(), key, "takes a text or a list");
        }
        return texts;
    }

    boolean flag(String key) {
        return parsed(key, Flags::parse, Flags.ALLOWED).orElse(false);
    }

    @Nullable
    Integer count(String key) {
        return parsed(key, Section::number, "a whole number of at most 9 digits")
                .orElse(null);
    }

    @Nullable
    Duration seconds(String key) {
        Integer seconds = count(key);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parse, String allowed) {
        Position at = at(key);
        String written = text(key);
        if (written == null) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(written.strip());
        if (value.isEmpty()) {
            wrong(at, key, "\"" + written + "\" is not allowed; it is " + allowed);
        }
        return value;
    }

    /** Says that a key has no equivalent, where it is there. */
    void without(String key, String why) {
        Node.Entry entry = left.remove(key);
        if (entry != null) {
            note(entry.at(), key, why);
        }
    }

    /** Says of all keys that nobody took that they have no equivalent. */
    void rest() {
        for (String key : keys()) {
            without(key, "has no equivalent");
        }
    }

    void note(@Nullable Position at, String key, String message) {
        findings.note(file, at, inner(key) + ": " + message);
    }

    void wrong(@Nullable Position at, String key, String message) {
        findings.wrong(file, at, inner(key) + ": " + message);
    }

    private String inner(String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
