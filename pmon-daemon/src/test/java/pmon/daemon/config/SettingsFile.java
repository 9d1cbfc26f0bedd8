package pmon.daemon.config;

import java.util.stream.Stream;
import pmon.daemon.place.Mode;

/** The configuration file that packages install: every setting with its default in system mode, and nothing set. */
final class SettingsFile {
    private static final int COLUMNS = 118;
    private static final String HEAD = """
            # The configuration of pmon. Every setting is here with its default; remove the # of a line, and of the line of its
            # group, to set it. What is written wrong is reported by `pmon config --check FILE`, and by the daemon's log.
            # More is in docs/configuration.md.
            """;

    private SettingsFile() {}

    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        String before = "";
        for (Setting<?> setting : Settings.all()) {
            String[] keys = setting.key().split("\\.");
            String group = setting.key().substring(0, setting.key().lastIndexOf('.') + 1);
            if (!group.equals(before) || group.isEmpty()) {
                text.append('\n');
            }
            for (int depth = 0; depth < keys.length - 1; depth++) {
                String path = String.join(".", Stream.of(keys).limit(depth + 1L).toList()) + ".";
                if (!before.startsWith(path)) {
                    text.append('#')
                            .append("  ".repeat(depth))
                            .append(keys[depth])
                            .append(":\n");
                }
            }
            before = group;
            describe(text, setting, "  ".repeat(keys.length - 1), keys[keys.length - 1]);
        }
        return text.toString();
    }

    private static void describe(StringBuilder text, Setting<?> setting, String indent, String key) {
        String value = value(setting);
        String says = setting.meaning() + " Use " + setting.allowed() + "."
                + (value.isEmpty() ? " Default: " + setting.standardText().replace("`", "") + "." : "");
        String prefix = indent.isEmpty() ? "# " : "#" + indent + "# ";
        int column = prefix.length();
        text.append(prefix.stripTrailing());
        for (String word : says.replace("`", "").split(" ")) {
            if (column + 1 + word.length() > COLUMNS) {
                text.append('\n').append(prefix.stripTrailing());
                column = prefix.length();
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        text.append("\n#").append(indent).append(key).append(':');
        text.append(value.isEmpty() ? "" : " " + value).append('\n');
    }

    private static <T> String value(Setting<T> setting) {
        return setting.show(setting.standard().apply(Mode.SYSTEM)).orElse("");
    }
}
