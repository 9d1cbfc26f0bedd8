package pmon.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of the documentation that follows from the table of settings. */
final class SettingsPage {
    private SettingsPage() {}

    /** One table of all settings, in their order. */
    static String table() {
        return "| Key | Default | Takes | Meaning |\n| --- | --- | --- | --- |\n"
                + Settings.all().stream().map(SettingsPage::row).collect(Collectors.joining());
    }

    /** Which names of earlier generations and which variables set what, where that does not follow from the key. */
    static String names() {
        StringBuilder table = new StringBuilder("| Key | Older key | Variables |\n| --- | --- | --- |\n");
        for (Setting<?> setting : Settings.all()) {
            List<String> variables = new ArrayList<>(setting.variables());
            variables.addAll(setting.olderVariables());
            table.append("| ")
                    .append(code(List.of(setting.key())))
                    .append(" | ")
                    .append(code(setting.olderKeys()))
                    .append(" | ")
                    .append(code(variables))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String row(Setting<?> setting) {
        String meaning = setting.meaning();
        if (setting.scope() == Setting.Scope.ROOT_DAEMON) {
            meaning += " Root's daemon only.";
        }
        if (setting.effect() != Setting.Effect.AT_ONCE) {
            meaning += " Counts " + setting.effect().when() + ".";
        }
        return "| `" + setting.key() + "` | " + setting.standardText() + " | " + takes(setting) + " | " + meaning
                + " |\n";
    }

    private static String takes(Setting<?> setting) {
        Range<?> range = setting.range();
        if (range == null) {
            return setting.kind().allowed();
        }
        String outside = range.lenient() ? " (else: a warning, and the default)" : "";
        return range.words() + outside;
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
