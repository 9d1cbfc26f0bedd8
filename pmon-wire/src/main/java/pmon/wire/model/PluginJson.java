package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.Response.PluginView;
import pmon.api.protocol.Response.SettingView;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"name","version","state","problems"}}, in full with {@code "path","provides","settings"}. */
public final class PluginJson {
    private static final String SUBJECT = "plugin";

    private PluginJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, PluginView plugin) {
        out.field("name", plugin.name());
        out.field("version", plugin.version());
        out.field("state", plugin.state());
        out.field("problems", plugin.problems());
    }

    /** The same with everything that is known. */
    public static void writeFull(JsonWriter out, PluginView plugin) {
        write(out, plugin);
        out.field("path", plugin.path());
        out.field("provides", plugin.provides());
        out.beginList("settings");
        for (SettingView setting : plugin.settings()) {
            SettingViewJson.write(out.begin(), setting);
            out.end();
        }
        out.endList();
    }

    public static PluginView read(JsonReader in) throws Malformed {
        String name = null;
        String version = "";
        String state = null;
        List<String> problems = List.of();
        String path = "";
        List<String> provides = List.of();
        List<SettingView> settings = new ArrayList<>();
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "name" -> name = in.string();
                case "version" -> version = in.string();
                case "state" -> state = in.string();
                case "problems" -> problems = in.strings();
                case "path" -> path = in.string();
                case "provides" -> provides = in.strings();
                case "settings" -> {
                    in.beginList();
                    while (in.nextElement()) {
                        settings.add(SettingViewJson.read(in));
                    }
                }
                default -> in.skip();
            }
        }
        return new PluginView(
                present(name, "name", SUBJECT),
                version,
                present(state, "state", SUBJECT),
                problems,
                path,
                provides,
                settings);
    }
}
