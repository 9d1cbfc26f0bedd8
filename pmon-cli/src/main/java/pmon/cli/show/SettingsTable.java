package pmon.cli.show;

import java.util.List;
import pmon.api.protocol.Response.SettingView;

/** Settings, a line each. */
public final class SettingsTable {
    /** Longer values are rare, and would push everything else off the screen. */
    private static final int WIDEST_VALUE = 40;

    private SettingsTable() {}

    /** Appends key, value and source of each, as pmond prints them where no daemon runs: nothing shortened. */
    public static void render(List<SettingView> settings, StringBuilder out) {
        int keys = 0;
        int values = 0;
        for (SettingView setting : settings) {
            keys = Math.max(keys, Width.of(setting.key()));
            values = Math.max(values, Width.of(Width.visible(setting.value())));
        }
        for (SettingView setting : settings) {
            padded(out, setting.key(), keys);
            padded(out, Width.visible(setting.value()), Math.min(values, WIDEST_VALUE));
            out.append(setting.source()).append('\n');
        }
    }

    private static void padded(StringBuilder out, String text, int columns) {
        out.append(text).append(" ".repeat(Math.max(0, columns - Width.of(text)) + 2));
    }
}
