package pmon.daemon.export;

import static pmon.daemon.document.Quotes.quoted;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pmon.daemon.document.Quotes;
import pmon.daemon.process.Value;
import pmon.daemon.process.WrittenProgram;

/** {@code [[Processes]]} for each, its keys in CamelCase, as pmon3 has them in TOML only. */
final class TomlForm {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    private TomlForm() {}

    static String write(List<WrittenProgram> programs) {
        if (programs.isEmpty()) {
            return "Processes = []\n";
        }
        return programs.stream().map(TomlForm::program).collect(Collectors.joining("\n"));
    }

    private static String program(WrittenProgram program) {
        return program.keys().entrySet().stream()
                .map(key -> "  " + camelCase(key.getKey()) + " = " + value(key.getValue()) + "\n")
                .collect(Collectors.joining("", "[[Processes]]\n", ""));
    }

    private static String value(Value value) {
        return switch (value) {
            case Value.Text(String text) -> quoted(text);
            case Value.Numeral(long number) -> Long.toString(number);
            case Value.Flag(boolean set) -> Boolean.toString(set);
            case Value.Texts(List<String> items) ->
                items.stream().map(Quotes::quoted).collect(Collectors.joining(", ", "[ ", " ]"));
            case Value.Numerals(List<Integer> items) -> items.toString();
            case Value.Section(Map<String, String> entries) ->
                entries.entrySet().stream()
                        .map(entry -> name(entry.getKey()) + " = " + quoted(entry.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            case Value.Table(Map<String, Value> keys) ->
                keys.entrySet().stream()
                        .map(key -> name(key.getKey()) + " = " + value(key.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            case Value.Tables(List<Value.Table> items) ->
                items.stream().map(TomlForm::value).collect(Collectors.joining(", ", "[ ", " ]"));
        };
    }

    private static String name(String name) {
        return BARE.matcher(name).matches() ? name : quoted(name);
    }

    private static String camelCase(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
