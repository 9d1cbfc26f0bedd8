package pmon.daemon.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one document from Jackson's stream of tokens; the streaming parsers are what knows positions, and they start fast. */
final class TreeReader {
    /** Deeper nesting is refused; nothing here needs a quarter of it. */
    private static final int MAX_DEPTH = 32;

    private final String source;
    private final String text;
    private final boolean references;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Node> anchors = new HashMap<>();

    TreeReader(String source, String text) {
        this(source, text, false);
    }

    /** @param references whether YAML's aliases are read; they share what they stand for, so that they cost nothing */
    TreeReader(String source, String text, boolean references) {
        this.source = source;
        this.text = text;
        this.references = references;
    }

    Document read(Format format) {
        Node root = new Node.Empty(null);
        try (JsonParser parser = open(text, format)) {
            if (parser.nextToken() != null) {
                root = node(parser, 0);
                if (parser.nextToken() != null) {
                    mistakes.add(
                            new Mistake(source, position(parser), "a second document begins here; write one only"));
                }
            }
        } catch (JacksonException e) {
            mistakes.add(SyntaxMistake.of(source, e));
        }
        return new Document(root, mistakes);
    }

    private static JsonParser open(String text, Format format) {
        return switch (format) {
            case YAML -> new YAMLFactory().createParser(ObjectReadContext.empty(), text);
            case JSON -> new JsonFactory().createParser(ObjectReadContext.empty(), text);
            case TOML -> new TomlFactory().createParser(ObjectReadContext.empty(), text);
        };
    }

    private Node node(JsonParser parser, int depth) {
        Position at = position(parser);
        if (depth > MAX_DEPTH) {
            mistakes.add(new Mistake(source, at, "is nested too deeply"));
            parser.skipChildren();
            return new Node.Empty(at);
        }
        Object anchor = references ? parser.getObjectId() : null;
        Node node = value(parser, at, depth);
        if (anchor != null) {
            anchors.put(anchor.toString(), node);
        }
        return node;
    }

    private Node value(JsonParser parser, @Nullable Position at, int depth) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at, depth);
            case START_ARRAY -> sequence(parser, at, depth);
            case VALUE_NULL -> new Node.Empty(at);
            default -> scalar(parser, at);
        };
    }

    private Node mapping(JsonParser parser, @Nullable Position at, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, @Nullable Position> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Position keyAt = position(parser);
            parser.nextToken();
            Node value = node(parser, depth + 1);
            if (seen.containsKey(key)) {
                Position first = seen.get(key);
                String before = first == null ? "before" : "in line " + first.line();
                mistakes.add(new Mistake(source, keyAt, key + ": is written twice, first " + before));
            } else {
                seen.put(key, keyAt);
                entries.add(new Node.Entry(key, keyAt, value));
            }
        }
        return new Node.Mapping(entries, at);
    }

    private Node sequence(JsonParser parser, @Nullable Position at, int depth) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Node.Sequence(items, at);
    }

    private Node scalar(JsonParser parser, @Nullable Position at) {
        String value = parser.getString();
        if (parser instanceof YAMLParser yaml) {
            if (yaml.isCurrentAlias()) {
                Node meant = anchors.get(value);
                if (meant != null) {
                    return meant;
                }
                mistakes.add(
                        new Mistake(source, at, "*" + value + ": write the value out; references are not read here"));
                return new Node.Empty(at);
            }
            // The parser follows YAML's JSON schema, which knows only `null`; people also write `~`. In quotes it is a
            // text.
            if (value.equals("~") && !quoted(yaml)) {
                return new Node.Empty(at);
            }
        }
        return new Node.Scalar(value, at);
    }

    private boolean quoted(JsonParser parser) {
        long at = parser.currentTokenLocation().getCharOffset();
        return at >= 0 && at < text.length() && text.charAt((int) at) != '~';
    }

    private static @Nullable Position position(JsonParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        return location.getLineNr() < 1 ? null : new Position(location.getLineNr(), location.getColumnNr());
    }
}
