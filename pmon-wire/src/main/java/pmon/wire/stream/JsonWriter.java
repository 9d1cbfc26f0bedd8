package pmon.wire.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Appends compact JSON to a text. By hand because a client writes one short request: Jackson's generator would cost it a
 * tenth of what a whole exchange takes.
 *
 * <p>Null values are written as {@code null}; maps are written in the order of their keys, so that equal values make equal texts.
 */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final char REPLACEMENT = '\ufffd';
    private final StringBuilder out;

    public JsonWriter(StringBuilder out) {
        this.out = out;
    }

    /** The text so far. */
    public StringBuilder text() {
        return out;
    }

    /** Opens an object, as the next element of a list or as the whole. */
    public JsonWriter begin() {
        separate();
        out.append('{');
        return this;
    }

    /** Opens an object as the value of a field. */
    public JsonWriter begin(String field) {
        name(field);
        out.append('{');
        return this;
    }

    /** Closes an object. */
    public JsonWriter end() {
        out.append('}');
        return this;
    }

    /** Opens a list as the value of a field. */
    public JsonWriter beginList(String field) {
        name(field);
        out.append('[');
        return this;
    }

    /** Closes a list. */
    public JsonWriter endList() {
        out.append(']');
        return this;
    }

    public JsonWriter field(String field, @Nullable String value) {
        name(field);
        if (value == null) {
            out.append("null");
        } else {
            string(out, value);
        }
        return this;
    }

    public JsonWriter field(String field, long value) {
        name(field);
        out.append(value);
        return this;
    }

    public JsonWriter field(String field, boolean value) {
        name(field);
        out.append(value);
        return this;
    }

    /** Any whole or fractional number; JSON has no infinities and no NaN, so those are refused. */
    public JsonWriter field(String field, @Nullable Number value) {
        if (value instanceof Double fraction && !Double.isFinite(fraction)) {
            throw new IllegalArgumentException(field + " is not a finite number: " + value);
        }
        name(field);
        out.append(value);
        return this;
    }

    public JsonWriter field(String field, @Nullable Boolean value) {
        name(field);
        out.append(value);
        return this;
    }

    /** RFC 3339, UTC, milliseconds. */
    public JsonWriter field(String field, @Nullable Instant value) {
        name(field);
        if (value == null) {
            out.append("null");
        } else {
            out.append('"');
            Timestamps.append(out, value);
            out.append('"');
        }
        return this;
    }

    /** Whole milliseconds. */
    public JsonWriter field(String field, @Nullable Duration value) {
        return field(field, value == null ? null : (Number) value.toMillis());
    }

    public JsonWriter field(String field, @Nullable List<String> values) {
        if (values == null) {
            return field(field, (String) null);
        }
        beginList(field);
        for (String value : values) {
            separate();
            string(out, value);
        }
        return endList();
    }

    /** A list of whole numbers. */
    public JsonWriter longs(String field, List<Long> values) {
        beginList(field);
        for (Long value : values) {
            separate();
            out.append(value.longValue());
        }
        return endList();
    }

    public JsonWriter field(String field, Map<String, String> values) {
        begin(field);
        for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            field(entry.getKey(), entry.getValue());
        }
        return end();
    }

    private void name(String field) {
        separate();
        string(out, field);
        out.append(':');
    }

    /** A comma, unless nothing of this list or object was written yet: a value never ends with an opening bracket. */
    private void separate() {
        if (out.isEmpty()) {
            return;
        }
        char last = out.charAt(out.length() - 1);
        if (last == '"' || last == '}' || last == ']' || (last >= '0' && last <= '9') || (last >= 'a' && last <= 'z')) {
            out.append(',');
        }
    }

    /** Appends a JSON string. */
    static void string(StringBuilder out, String value) {
        out.append('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            if (!plain && escaped(c) && !paired(value, i)) {
                out.append(value, done, i);
                // Half a pair has no form in UTF-8, and readers refuse its escape in a name.
                escape(out, Character.isSurrogate(c) ? REPLACEMENT : c);
                done = i + 1;
            }
        }
        out.append(value, done, value.length()).append('"');
    }

    /** What JSON demands, C1 controls because terminals obey them, and surrogates to find those that have no partner. */
    private static boolean escaped(char c) {
        return c < ' ' || c == '"' || c == '\\' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c);
    }

    private static boolean paired(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case REPLACEMENT -> out.append(REPLACEMENT);
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }
}
