package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import pmon.api.protocol.Response.SettingView;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"key","value","source"}}; a missing value is empty, a missing source {@code default}. */
public final class SettingViewJson {
    private SettingViewJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, SettingView setting) {
        out.field("key", setting.key());
        out.field("value", setting.value());
        out.field("source", setting.source());
    }

    public static SettingView read(JsonReader in) throws Malformed {
        String key = null;
        String value = "";
        String source = "default";
        in.begin("setting");
        while (in.next()) {
            switch (in.name()) {
                case "key" -> key = in.string();
                case "value" -> value = in.string();
                case "source" -> source = in.string();
                default -> in.skip();
            }
        }
        return new SettingView(present(key, "key", "setting"), value, source);
    }
}
