package pmon.cli.show;

import java.util.List;
import pmon.api.protocol.Response.PluginView;
import pmon.cli.show.Table.Cell;
import pmon.cli.show.Table.Column;

/** Plugins: a line each, or one in full. */
public final class PluginTable {
    private static final int SHORTEST_NAME = 12;
    private static final int SHORTEST_PROBLEMS = 20;

    private PluginTable() {}

    /** Appends a table of plugins. */
    public static void render(List<PluginView> plugins, StringBuilder out, int columns, boolean colour) {
        Table table = new Table(
                Column.shortened("Name", SHORTEST_NAME),
                Column.left("Version"),
                Column.left("State"),
                Column.shortened("Problems", SHORTEST_PROBLEMS));
        for (PluginView plugin : plugins) {
            table.row(
                    Cell.of(plugin.name()),
                    Cell.of(plugin.version()),
                    Cell.of(plugin.state()),
                    Cell.of(String.join("; ", plugin.problems())));
        }
        table.render(out, columns, colour);
    }

    /** Appends all that is known of one. */
    public static void render(PluginView plugin, StringBuilder out) {
        line(out, "name", plugin.name());
        line(out, "version", plugin.version());
        line(out, "state", plugin.state());
        line(out, "directory", plugin.path());
        line(out, "provides", String.join(", ", plugin.provides()));
        for (String problem : plugin.problems()) {
            line(out, "problem", problem);
        }
        if (!plugin.settings().isEmpty()) {
            out.append("settings:\n");
            SettingsTable.render(plugin.settings(), out);
        }
    }

    private static void line(StringBuilder out, String label, String value) {
        out.append(label).append(": ").append(Width.visible(value)).append('\n');
    }
}
