package pmon.wire.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON field by field. It always stands on a value; an object is read as
 *
 * <pre>
 * in.begin("exit");
 * while (in.next()) {
 *     switch (in.name()) {
 *         case "code" -> code = in.integer();
 *         case "note" -> note = in.isNull() ? null : in.string();
 *         default -> in.skip();
 *     }
 * }
 * </pre>
 *
 * <p>Every method throws {@link Malformed}, which names the field and the object it is in, where the text is not JSON, is not
 * of the type asked for, or breaks a bound.
 */
public final class JsonReader implements AutoCloseable {
    /** Nesting of objects and lists; the deepest message of ours has 6. */
    static final int MAX_DEPTH = 32;
    /** Length of one string in characters: what fits into the largest frame can be read. */
    static final int MAX_STRING = 8 * 1024 * 1024;
    /** Length of a field's name in characters: no variable of an environment is longer (MAX_ARG_STRLEN, execve(2)). */
    static final int MAX_NAME = 131_072;
    /** Length of a number in characters; a double needs 24. */
    static final int MAX_NUMBER = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            // It pays off for megabytes of fractions, and costs a client that reads one the loading of its tables.
            .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final JsonParser parser;
    private final String[] subjects = new String[MAX_DEPTH + 1];
    private final String[] names = new String[MAX_DEPTH + 1];
    private int depth;
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Stands on the value that is the whole text.
     *
     * @param subject what it is, in errors
     */
    public static JsonReader open(String subject, byte[] utf8, int offset) throws Malformed {
        JsonParser parser;
        try {
            parser = JSON.createParser(ObjectReadContext.empty(), utf8, offset, utf8.length - offset);
        } catch (JacksonException e) {
            // It guesses the encoding by the first four bytes, and knows of some that it cannot read.
            throw new Malformed(subject + ": is not UTF-8", e);
        }
        JsonReader reader = new JsonReader(parser);
        reader.subjects[0] = subject;
        reader.advance();
        return reader;
    }

    /**
     * Enters an object.
     *
     * @param subject what it is, in errors
     */
    public void begin(String subject) throws Malformed {
        if (token != JsonToken.START_OBJECT) {
            throw expected("an object");
        }
        depth++;
        subjects[depth] = subject;
    }

    /** Goes to the next field of the object; or leaves the object, and says false. */
    public boolean next() throws Malformed {
        advance();
        if (token == JsonToken.END_OBJECT) {
            depth--;
            return false;
        }
        names[depth] = parser.currentName();
        advance();
        return true;
    }

    /** The name of the field that {@link #next} went to. */
    public String name() {
        return names[depth];
    }

    /** Passes over the value, whatever it is. */
    public void skip() throws Malformed {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** Enters a list of objects, each to be read between two calls of {@link #nextElement}. */
    public void beginList() throws Malformed {
        if (token != JsonToken.START_ARRAY) {
            throw expected("a list");
        }
    }

    /** Goes to the next element of the list; or leaves the list, and says false. */
    public boolean nextElement() throws Malformed {
        advance();
        return token != JsonToken.END_ARRAY;
    }

    /** A list of whole numbers. */
    public List<Integer> integers() throws Malformed {
        List<Integer> values = new ArrayList<>();
        beginList();
        while (nextElement()) {
            values.add(integer());
        }
        return values;
    }

    /** Whether the value is null; asking any other type of it is an error. */
    public boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    public String string() throws Malformed {
        if (token != JsonToken.VALUE_STRING) {
            throw expected("a string");
        }
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    public boolean bool() throws Malformed {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw expected("true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    public int integer() throws Malformed {
        long value = longInteger();
        if (value != (int) value) {
            throw wrong("is out of range: " + value);
        }
        return (int) value;
    }

    public long longInteger() throws Malformed {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw expected("a whole number");
        }
        try {
            return parser.getLongValue();
        } catch (JacksonException e) {
            throw wrong("is out of range", e);
        }
    }

    /** Any number within the range of a double. */
    public double number() throws Malformed {
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw expected("a number");
        }
        double value;
        try {
            value = parser.getDoubleValue();
        } catch (JacksonException e) {
            throw wrong("is out of range", e);
        }
        if (!Double.isFinite(value)) {
            throw wrong("is out of range");
        }
        return value;
    }

    /** RFC 3339 in UTC. */
    public Instant instant() throws Malformed {
        Instant value = Timestamps.parse(string());
        if (value == null) {
            throw expected("a time such as 2026-03-01T12:00:31.250Z");
        }
        return value;
    }

    /** A whole number of milliseconds, 0 or more: no deadline of ours lies before its beginning, and none is checked for it again. */
    public Duration duration() throws Malformed {
        long millis = longInteger();
        if (millis < 0) {
            throw wrong("is negative: " + millis);
        }
        return Duration.ofMillis(millis);
    }

    public List<String> strings() throws Malformed {
        if (token != JsonToken.START_ARRAY) {
            throw expected("a list of strings");
        }
        List<String> values = new ArrayList<>();
        while (nextElement()) {
            if (token != JsonToken.VALUE_STRING) {
                throw expected("a list of strings");
            }
            values.add(string());
        }
        return values;
    }

    /** An object whose values are strings. */
    public Map<String, String> stringMap() throws Malformed {
        begin(name());
        Map<String, String> values = new HashMap<>();
        while (next()) {
            values.put(name(), string());
        }
        return values;
    }

    /** One of the words. */
    public <E extends Enum<E>> E word(Words<E> words) throws Malformed {
        String word = string();
        E value = words.find(word);
        if (value == null) {
            throw wrong("unknown word " + Quoted.of(word));
        }
        return value;
    }

    /** An error about the value that the reader stands on. */
    public Malformed wrong(String what) {
        return wrong(what, null);
    }

    /** Refuses anything behind the value that was the whole. */
    public void end() throws Malformed {
        try {
            if (parser.nextToken() != null) {
                throw new Malformed(subjects[0] + ": something follows its end");
            }
        } catch (JacksonException e) {
            throw new Malformed(subjects[0] + ": something follows its end", e);
        }
    }

    /**
     * The value of a field that an object must have.
     *
     * @param subject what the object is, in errors
     */
    public static <T> T present(@Nullable T value, String field, String subject) throws Malformed {
        if (value == null) {
            throw new Malformed("field " + Quoted.of(field) + " of " + subject + ": missing");
        }
        return value;
    }

    @Override
    public void close() {
        parser.close();
    }

    private void advance() throws Malformed {
        JsonToken next;
        try {
            next = parser.nextToken();
        } catch (JacksonException e) {
            throw unreadable(e);
        }
        if (next == null) {
            throw new Malformed(subjects[0] + ": there is nothing");
        }
        token = next;
    }

    private Malformed expected(String what) {
        return wrong("expected " + what);
    }

    private Malformed wrong(String what, @Nullable Throwable cause) {
        String place = depth == 0 ? subjects[0] : "field " + Quoted.of(name()) + " of " + subjects[depth];
        return new Malformed(place + ": " + what, cause);
    }

    private Malformed unreadable(JacksonException e) {
        // The parser's own place: an exception about a bound has none.
        long at = parser.currentLocation().getByteOffset();
        return new Malformed(subjects[0] + ": unreadable at byte " + at + ": " + e.getOriginalMessage(), e);
    }
}
