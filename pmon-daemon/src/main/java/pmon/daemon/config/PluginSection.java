package pmon.daemon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.WrittenValue;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.Node;

/**
 * What people wrote for one plugin, in {@code plugins.NAME} or elsewhere, before anybody says what it means.
 *
 * @param sources where each value stands, for people
 * @param mistakes what cannot be a value of any setting
 */
public record PluginSection(
        String name, Map<String, WrittenValue> values, Map<String, String> sources, List<Mistake> mistakes) {
    public PluginSection {
        values = Map.copyOf(values);
        sources = Map.copyOf(sources);
        mistakes = List.copyOf(mistakes);
    }

    /** Nothing is written. */
    public static PluginSection empty(String name) {
        return new PluginSection(name, Map.of(), Map.of(), List.of());
    }

    /** Reads a section of the configuration file. */
    static PluginSection of(String name, Node.Mapping section, String file) {
        Map<String, WrittenValue> values = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (Node.Entry entry : section.entries()) {
            String problem = switch (entry.value()) {
                case Node.Empty _ -> null;
                case Node.Scalar(String text, var _) -> {
                    values.put(entry.key(), new WrittenValue.Text(text));
                    yield null;
                }
                case Node.Sequence(var items, var _) -> {
                    List<String> texts = texts(items);
                    values.put(entry.key(), new WrittenValue.Texts(texts));
                    yield texts.size() == items.size() ? null : "holds something else than texts";
                }
                case Node.Mapping(var entries, var _) -> {
                    Map<String, String> table = new LinkedHashMap<>();
                    for (Node.Entry each : entries) {
                        if (each.value() instanceof Node.Scalar(String text, var _)) {
                            table.put(each.key(), text);
                        }
                    }
                    values.put(entry.key(), new WrittenValue.Table(table));
                    yield table.size() == entries.size() ? null : "holds something else than texts";
                }
            };
            sources.put(
                    entry.key(),
                    entry.at() == null ? file : file + ":" + entry.at().line());
            if (problem != null) {
                mistakes.add(new Mistake(file, entry.at(), "plugins." + name + "." + entry.key() + ": " + problem));
            }
        }
        return new PluginSection(name, values, sources, mistakes);
    }

    private static List<String> texts(List<Node> items) {
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Node.Scalar(String text, var _)) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The same, with values from elsewhere where this one has none. */
    PluginSection over(Map<String, String> others, String source) {
        Map<String, WrittenValue> all = new LinkedHashMap<>();
        Map<String, String> from = new LinkedHashMap<>();
        others.forEach((key, text) -> {
            all.put(key, new WrittenValue.Text(text));
            from.put(key, source);
        });
        all.putAll(values);
        from.putAll(sources);
        return new PluginSection(name, all, from, mistakes);
    }

    /** A mistake in one of its values, where that stands. */
    public String mistake(String key, String message) {
        String where = sources.get(key);
        return (where == null ? "" : where + ": ") + "plugins." + name + "." + key + ": " + message;
    }
}
