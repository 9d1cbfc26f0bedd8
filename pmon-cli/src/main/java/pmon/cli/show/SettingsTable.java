package pmon.cli.show;

import java.util.List;
import pmon.api.protocol.Response.SettingView;
import pmon.cli.show.Table.Cell;
import pmon.cli.show.Table.Column;

/** Settings, a line each. */
public final class SettingsTable {
    private static final int SHORTEST_VALUE = 12;
    private static final int SHORTEST_SOURCE = 20;

    private SettingsTable() {}

    /** Appends the table. */
    public static void render(List<SettingView> settings, StringBuilder out, int columns, boolean colour) {
        Table table = new Table(
                Column.left("Key"),
                Column.shortened("Value", SHORTEST_VALUE),
                Column.shortened("Source", SHORTEST_SOURCE));
        for (SettingView setting : settings) {
            table.row(Cell.of(setting.key()), Cell.of(setting.value()), Cell.of(setting.source()));
        }
        table.render(out, columns, colour);
    }
}
