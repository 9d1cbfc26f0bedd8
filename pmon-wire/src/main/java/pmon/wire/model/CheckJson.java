package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Check;
import pmon.api.process.WrittenValue;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * A check: one of {@code {"type","texts":{},"lists":{},"tables":{}}}, {@code {"all":[]}}, {@code {"any":[]}}, {@code {"not":{}}} and
 * {@code {"retry":3,"of":{}}}. Settings are sorted by their form, because what they mean is for their provider to say.
 */
final class CheckJson {
    /** Nobody composes deeper, and whatever reads it has to be able to. */
    private static final int MAX_DEPTH = 16;

    private CheckJson() {}

    /** Writes the fields of a check whose object is open. */
    static void write(JsonWriter out, Check check) {
        switch (check) {
            case Check.Single(String type, var settings) -> {
                out.field("type", type);
                settings(out, settings);
            }
            case Check.All(var checks) -> list(out, "all", checks);
            case Check.Any(var checks) -> list(out, "any", checks);
            case Check.Not(Check other) -> {
                out.begin("not");
                write(out, other);
                out.end();
            }
            case Check.Retry(int times, Check other) -> {
                out.field("retry", times);
                out.begin("of");
                write(out, other);
                out.end();
            }
        }
    }

    private static void list(JsonWriter out, String name, List<Check> checks) {
        out.beginList(name);
        for (Check each : checks) {
            out.begin();
            write(out, each);
            out.end();
        }
        out.endList();
    }

    private static void settings(JsonWriter out, Map<String, WrittenValue> settings) {
        Map<String, String> texts = new TreeMap<>();
        Map<String, List<String>> lists = new TreeMap<>();
        Map<String, Map<String, String>> tables = new TreeMap<>();
        settings.forEach((key, value) -> {
            switch (value) {
                case WrittenValue.Text(String text) -> texts.put(key, text);
                case WrittenValue.Texts(var items) -> lists.put(key, items);
                case WrittenValue.Table(var entries) -> tables.put(key, entries);
            }
        });
        out.field("texts", texts);
        out.begin("lists");
        lists.forEach(out::field);
        out.end();
        out.begin("tables");
        tables.forEach(out::field);
        out.end();
    }

    static Check read(JsonReader in) throws Malformed {
        return read(in, 0);
    }

    private static Check read(JsonReader in, int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw in.wrong("checks within checks deeper than " + MAX_DEPTH);
        }
        Check composed = null;
        String type = null;
        Integer retry = null;
        Map<String, WrittenValue> settings = new HashMap<>();
        in.begin("check");
        while (in.next()) {
            switch (in.name()) {
                case "type" -> type = in.string();
                case "texts" -> in.stringMap().forEach((key, text) -> settings.put(key, new WrittenValue.Text(text)));
                case "lists" -> lists(in, settings);
                case "tables" -> tables(in, settings);
                case "all" -> composed = new Check.All(checks(in, depth));
                case "any" -> composed = new Check.Any(checks(in, depth));
                case "not" -> composed = new Check.Not(read(in, depth + 1));
                case "retry" -> retry = in.integer();
                case "of" -> composed = read(in, depth + 1);
                default -> in.skip();
            }
        }
        return check(in, composed, type, retry, settings);
    }

    private static Check check(
            JsonReader in,
            @Nullable Check composed,
            @Nullable String type,
            @Nullable Integer retry,
            Map<String, WrittenValue> settings)
            throws Malformed {
        if (composed == null) {
            return new Check.Single(present(type, "type", "check"), settings);
        }
        if (retry == null) {
            return composed;
        }
        if (retry < 1) {
            throw in.wrong("retry has to be 1 or more");
        }
        return new Check.Retry(retry, composed);
    }

    private static List<Check> checks(JsonReader in, int depth) throws Malformed {
        List<Check> checks = new ArrayList<>();
        in.beginList();
        while (in.nextElement()) {
            checks.add(read(in, depth + 1));
        }
        return checks;
    }

    private static void lists(JsonReader in, Map<String, WrittenValue> settings) throws Malformed {
        in.begin("lists");
        while (in.next()) {
            settings.put(in.name(), new WrittenValue.Texts(in.strings()));
        }
    }

    private static void tables(JsonReader in, Map<String, WrittenValue> settings) throws Malformed {
        in.begin("tables");
        while (in.next()) {
            settings.put(in.name(), new WrittenValue.Table(in.stringMap()));
        }
    }
}
