package pmon.daemon.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import pmon.daemon.document.Quotes;
import pmon.daemon.process.Value;
import pmon.daemon.process.WrittenProgram;

/** {@code processes:} and below it a list; quotes only where YAML or one of its older versions would take a text for something else. */
final class YamlForm {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private YamlForm() {}

    static String write(List<WrittenProgram> programs) {
        if (programs.isEmpty()) {
            return "processes: []\n";
        }
        StringBuilder out = new StringBuilder("processes:\n");
        for (WrittenProgram program : programs) {
            String indent = "  - ";
            for (Map.Entry<String, Value> key : program.keys().entrySet()) {
                out.append(indent).append(key.getKey()).append(':');
                value(out, key.getValue());
                indent = "    ";
            }
        }
        return out.toString();
    }

    private static void value(StringBuilder out, Value value) {
        switch (value) {
            case Value.Text(String text) -> line(out, " ", text(text));
            case Value.Numeral(long number) -> line(out, " ", Long.toString(number));
            case Value.Flag(boolean set) -> line(out, " ", Boolean.toString(set));
            case Value.Numerals(List<Integer> items) -> line(out, " ", items.toString());
            case Value.Texts(List<String> items) -> {
                out.append('\n');
                items.forEach(item -> line(out, "      - ", text(item)));
            }
            case Value.Tables(List<Value.Table> items) -> {
                out.append('\n');
                items.forEach(item -> line(out, "      - ", JsonForm.value(item)));
            }
            case Value.Table(Map<String, Value> keys) -> {
                out.append('\n');
                keys.forEach((name, inner) -> line(out, "      ", text(name) + ": " + JsonForm.value(inner)));
            }
            case Value.Section(Map<String, String> entries) -> {
                out.append('\n');
                entries.forEach((name, text) -> line(out, "      ", text(name) + ": " + text(text)));
            }
        }
    }

    private static void line(StringBuilder out, String before, String text) {
        out.append(before).append(text).append('\n');
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Quotes.quoted(text);
    }
}
