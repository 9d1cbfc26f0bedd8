package pmon.daemon.export;

import static pmon.daemon.document.Quotes.quoted;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pmon.daemon.document.Quotes;
import pmon.daemon.process.Value;
import pmon.daemon.process.WrittenProgram;

/** {@code {"processes": [{"file": …}]}}, a key a line. */
final class JsonForm {
    private JsonForm() {}

    static String write(List<WrittenProgram> programs) {
        return programs.stream()
                .map(JsonForm::program)
                .collect(Collectors.joining(",\n", "{\n  \"processes\": [\n", "\n  ]\n}\n"));
    }

    private static String program(WrittenProgram program) {
        return program.keys().entrySet().stream()
                .map(key -> "      " + quoted(key.getKey()) + ": " + value(key.getValue()))
                .collect(Collectors.joining(",\n", "    {\n", "\n    }"));
    }

    /** Also what YAML takes within a line. */
    static String value(Value value) {
        return switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Numeral(long number) -> Long.toString(number);
            case Value.Flag(boolean set) -> Boolean.toString(set);
            case Value.Texts(List<String> items) ->
                items.stream().map(Quotes::quoted).collect(Collectors.joining(", ", "[", "]"));
            case Value.Numerals(List<Integer> items) -> items.toString();
            case Value.Section(Map<String, String> entries) ->
                entries.entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Value.Table(Map<String, Value> keys) ->
                keys.entrySet().stream()
                        .map(key -> quoted(key.getKey()) + ": " + value(key.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Value.Tables(List<Value.Table> items) ->
                items.stream().map(JsonForm::value).collect(Collectors.joining(", ", "[", "]"));
        };
    }
}
