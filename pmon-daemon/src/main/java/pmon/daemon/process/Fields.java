package pmon.daemon.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ShellWords;
import pmon.api.process.Signal;
import pmon.daemon.config.Durations;
import pmon.daemon.config.Flags;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;

/** What is written about one program, by key, and what of it is wrong. */
final class Fields {
    private final String source;
    private final String label;
    private final List<Mistake> mistakes;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /**
     * Begins with nothing.
     *
     * @param label names the program in messages
     * @param mistakes gets what is wrong
     */
    Fields(String source, String label, List<Mistake> mistakes) {
        this.source = source;
        this.label = label;
        this.mistakes = mistakes;
    }

    /**
     * Takes one over.
     *
     * @param key its name in snake_case
     */
    void put(String key, Node.Entry entry) {
        if (!EntryFields.KEYS.contains(key)) {
            mistake(entry.at(), entry.key(), "there is no such key" + NearestWord.hint(key, EntryFields.KEYS));
        } else if (values.putIfAbsent(key, entry.value()) != null) {
            mistake(entry.at(), entry.key(), "is written twice");
        }
    }

    /** Adds what is wrong with the program as a whole. */
    void missing(@Nullable Position at, String message) {
        mistakes.add(new Mistake(source, at, label + ": " + message));
    }

    /** A value that is not empty; null when there is none. */
    @Nullable
    String text(String key) {
        Node node = values.get(key);
        if (node == null || node instanceof Node.Empty) {
            return null;
        }
        if (node instanceof Node.Scalar(String text, var _)) {
            return text.isEmpty() ? null : text;
        }
        mistake(node.at(), key, "takes one value");
        return null;
    }

    boolean flag(String key) {
        Boolean flag = parsed(key, Flags.ALLOWED, Flags::parse);
        return flag != null && flag;
    }

    @Nullable
    Duration duration(String key) {
        return parsed(key, Durations.ALLOWED, text -> Durations.parse(text, null));
    }

    @Nullable
    Signal signal(String key) {
        return parsed(key, "a signal such as TERM, INT, QUIT or 15", Signal::parse);
    }

    /** One text, split as a shell does; or a list, taken as it is. */
    List<String> words(String key) {
        Node node = values.get(key);
        return node instanceof Node.Scalar(String text, Position at) ? split(key, text, at) : list(key);
    }

    /** A list of names, or one text with commas or spaces between them. */
    List<String> names(String key) {
        Node node = values.get(key);
        if (node instanceof Node.Scalar(String text, var _)) {
            return List.of(text.strip().split("[\\s,]+")).stream()
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        return list(key);
    }

    /** Variables: a section, or one text {@code A=1 B='two words'}. */
    Map<String, String> variables(String key) {
        Map<String, String> variables = new LinkedHashMap<>();
        switch (values.get(key)) {
            case null -> {}
            case Node.Empty _ -> {}
            case Node.Scalar(String text, Position at) -> {
                // Messages do not quote it: values may be secrets, and mistakes are told to people who may not read the
                // file.
                int number = 0;
                for (String word : splitInSecret(key, text, at)) {
                    number++;
                    int equals = word.indexOf('=');
                    if (equals > 0) {
                        variables.put(word.substring(0, equals), word.substring(equals + 1));
                    } else {
                        mistake(at, key, "word " + number + " is not of the form NAME=value");
                    }
                }
            }
            case Node.Mapping(List<Node.Entry> entries, var _) -> {
                for (Node.Entry entry : entries) {
                    switch (entry.value()) {
                        case Node.Scalar(String text, var _) -> variables.put(entry.key(), text);
                        case Node.Empty _ -> variables.put(entry.key(), "");
                        case Node other -> mistake(other.at(), key + "." + entry.key(), "takes one value");
                    }
                }
            }
            case Node other -> mistake(other.at(), key, "is a list; write a section, or NAME=value");
        }
        return variables;
    }

    @Nullable
    Position at(String key) {
        Node node = values.get(key);
        return node == null ? null : node.at();
    }

    /** Whatever stands behind a key; null when there is nothing. */
    @Nullable
    Node node(String key) {
        return values.get(key);
    }

    void mistake(@Nullable Position at, String key, String message) {
        mistakes.add(new Mistake(source, at, label + "." + key + ": " + message));
    }

    private List<String> split(String key, String text, @Nullable Position at) {
        try {
            return ShellWords.split(text);
        } catch (IllegalArgumentException e) {
            mistake(at, key, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private List<String> splitInSecret(String key, String text, @Nullable Position at) {
        try {
            return ShellWords.split(text);
        } catch (IllegalArgumentException _) {
            mistake(at, key, "a quote is never closed");
            return List.of();
        }
    }

    private List<String> list(String key) {
        List<String> items = new ArrayList<>();
        switch (values.get(key)) {
            case null -> {}
            case Node.Empty _ -> {}
            case Node.Sequence(List<Node> nodes, var _) -> {
                for (Node node : nodes) {
                    if (node instanceof Node.Scalar(String text, var _)) {
                        items.add(text);
                    } else {
                        mistake(node.at(), key, "is a list of plain values");
                    }
                }
            }
            case Node other -> mistake(other.at(), key, "takes a text or a list");
        }
        return items;
    }

    /** Reads one value of a kind. */
    interface Parser<T> {
        Optional<T> parse(String text);
    }

    /**
     * A value of some kind; null when there is none, or a wrong one.
     *
     * @param allowed what people may write, in words that follow "use"
     */
    <T> @Nullable T parsed(String key, String allowed, Parser<T> parser) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Optional<T> value = parser.parse(text);
        if (value.isEmpty()) {
            notAllowed(key, text, allowed);
        }
        return value.orElse(null);
    }

    void notAllowed(String key, String text, String allowed) {
        mistake(at(key), key, "\"" + text + "\" is not allowed; use " + allowed);
    }

    /** Keys and values of a section. */
    List<Node.Entry> section(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case Node.Empty _ -> List.of();
            case Node.Mapping(List<Node.Entry> entries, var _) -> entries;
            case Node other -> {
                mistake(other.at(), key, "is not a section of names and values");
                yield List.of();
            }
        };
    }
}
