package pmon.daemon.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.document.Position;

/** What a configuration file says, by key; keys that no setting has are mistakes. */
final class WrittenKeys {
    /** Of every key, also of older ones, the key it has today. */
    private static final Map<String, String> KNOWN = known();

    /** What stands before the dots of known keys. */
    private static final Set<String> SECTIONS = sections();

    /** The section that is none of the table's. */
    private static final String PLUGINS = "plugins";

    private final Path file;
    private final List<Mistake> mistakes;
    private final Map<String, Node.Scalar> scalars = new HashMap<>();
    private final Map<String, PluginSection> plugins = new TreeMap<>();

    /**
     * @param mistakes gets what is wrong
     */
    WrittenKeys(Path file, Node root, List<Mistake> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
        switch (root) {
            case Node.Mapping mapping -> walk("", mapping);
            case Node.Empty _ -> {}
            case Node.Sequence sequence -> mistake(sequence.at(), "is a list; write lines of the form key: value");
            case Node.Scalar scalar -> mistake(scalar.at(), "is only text; write lines of the form key: value");
        }
    }

    /** What is written under a key; null when nothing is. */
    Node.@Nullable Scalar scalar(String key) {
        return scalars.get(key);
    }

    /** What is written for plugins, by their names; what they can be told only they know. */
    Map<String, PluginSection> plugins() {
        return plugins;
    }

    private void plugins(Node.Mapping sections) {
        for (Node.Entry entry : sections.entries()) {
            switch (entry.value()) {
                case Node.Mapping section ->
                    plugins.put(entry.key(), PluginSection.of(entry.key(), section, file.toString()));
                case Node.Empty _ -> plugins.put(entry.key(), PluginSection.empty(entry.key()));
                case Node.Scalar _, Node.Sequence _ ->
                    mistake(
                            entry.at(),
                            PLUGINS + "." + entry.key() + ": is a section with the settings of that plugin");
            }
        }
    }

    private void walk(String prefix, Node.Mapping mapping) {
        for (Node.Entry entry : mapping.entries()) {
            String key = prefix + entry.key();
            boolean section = SECTIONS.contains(key);
            boolean setting = KNOWN.containsKey(key);
            switch (entry.value()) {
                case Node.Mapping sections when key.equals(PLUGINS) -> plugins(sections);
                case Node.Empty _ when key.equals(PLUGINS) -> {}
                case Node.Mapping inner when section -> walk(key + ".", inner);
                // A key without a value is a setting that is left as it is.
                case Node.Empty _ when section || setting -> {}
                case Node.Scalar scalar
                when setting -> {
                    if (!scalar.text().isEmpty()) {
                        scalars.put(key, scalar);
                    }
                }
                case Node value when section -> mistake(value.at(), key + ": is a section; it holds " + keysOf(key));
                case Node.Sequence list when setting -> mistake(list.at(), key + ": takes one value, not a list");
                case Node.Mapping inner when setting -> mistake(inner.at(), key + ": takes one value, not a section");
                case Node _ -> mistake(entry.at(), key + ": there is no such setting" + hint(key));
            }
        }
    }

    private static String hint(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        // The right word in the wrong place.
        List<String> elsewhere = KNOWN.keySet().stream()
                .filter(known -> known.endsWith("." + last))
                .sorted()
                .toList();
        if (elsewhere.size() == 1) {
            return "; did you mean " + elsewhere.getFirst() + "?";
        }
        String section = key.substring(0, Math.max(0, key.lastIndexOf('.')));
        if (SECTIONS.contains(section)) {
            // The section is right, so its name does not make other keys in it alike.
            return NearestWord.of(last, keysIn(section))
                    .map(near -> "; did you mean " + section + "." + near + "?")
                    .orElse("; there are " + keysOf(section));
        }
        Set<String> candidates = new TreeSet<>(KNOWN.keySet());
        candidates.addAll(SECTIONS);
        candidates.add(PLUGINS);
        return NearestWord.of(key, candidates)
                .map(near -> "; did you mean " + KNOWN.getOrDefault(near, near) + "?")
                .orElse("");
    }

    private static String keysOf(String section) {
        return String.join(", ", keysIn(section));
    }

    private static List<String> keysIn(String section) {
        return Settings.all().stream()
                .map(Setting::key)
                .filter(key -> key.startsWith(section + "."))
                .map(key -> key.substring(section.length() + 1))
                .toList();
    }

    private void mistake(@Nullable Position at, String message) {
        mistakes.add(new Mistake(file.toString(), at, message));
    }

    private static Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        for (Setting<?> setting : Settings.all()) {
            known.put(setting.key(), setting.key());
            setting.olderKeys().forEach(older -> known.put(older, setting.key()));
        }
        return known;
    }

    private static Set<String> sections() {
        Set<String> sections = new HashSet<>();
        for (Setting<?> setting : Settings.all()) {
            String key = setting.key();
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
                sections.add(key.substring(0, dot));
            }
        }
        return sections;
    }
}
