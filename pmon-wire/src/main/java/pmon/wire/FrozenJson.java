package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Frozen;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * The messages whose bytes never change. A field may be added, and older peers pass over it; none is ever renamed, removed or
 * given another type, and no number is given to another message.
 *
 * <pre>
 * 0x01 hello        {"protocol":1,"client":"pmon 1.0.0"}
 * 0x02 welcome      {"oldest":1,"newest":1,"server":"pmond 1.0.0"}
 * 0x03 version      {}
 * 0x04 version info {"version":"1.0.0","java":"25","os":"Linux","ipc":["socket"],"store":"sqlite","kernel":"linux"}
 * 0x05 upgrade      {"image":"/usr/lib/pmon/1.0.1"}
 * 0x06 shutdown     {"keep_programs":true}
 * 0x07 accepted     {}
 * 0x08 refused      {"code":"not_permitted","message":"…"}
 * </pre>
 */
final class FrozenJson {
    static final int FIRST_TYPE = 1;
    static final int LAST_TYPE = 8;
    private static final List<String> NAMES =
            List.of("hello", "welcome", "version", "version info", "upgrade", "shutdown", "accepted", "refused");

    private FrozenJson() {}

    static String name(int type) {
        return NAMES.get(type - FIRST_TYPE);
    }

    static char type(Frozen message) {
        return switch (message) {
            case Frozen.Hello _ -> 1;
            case Frozen.Welcome _ -> 2;
            case Frozen.Version _ -> 3;
            case Frozen.VersionInfo _ -> 4;
            case Frozen.Upgrade _ -> 5;
            case Frozen.Shutdown _ -> 6;
            case Frozen.Accepted _ -> 7;
            case Frozen.Refused _ -> 8;
        };
    }

    static void write(JsonWriter out, Frozen message) {
        out.begin();
        switch (message) {
            case Frozen.Hello hello -> out.field("protocol", hello.protocol()).field("client", hello.client());
            case Frozen.Welcome welcome ->
                out.field("oldest", welcome.oldest())
                        .field("newest", welcome.newest())
                        .field("server", welcome.server());
            case Frozen.VersionInfo info -> write(out, info);
            case Frozen.Upgrade upgrade -> out.field("image", upgrade.image());
            case Frozen.Shutdown shutdown -> out.field("keep_programs", shutdown.keepPrograms());
            case Frozen.Refused refused -> out.field("code", refused.code()).field("message", refused.message());
            case Frozen.Version _, Frozen.Accepted _ -> {}
        }
        out.end();
    }

    static Frozen read(int type, JsonReader in) throws Malformed {
        String name = name(type);
        Fields fields = new Fields();
        in.begin(name);
        while (in.next()) {
            fields.take(in);
        }
        return switch (type) {
            case 1 -> new Frozen.Hello(present(fields.protocol, "protocol", name), fields.client);
            case 2 ->
                new Frozen.Welcome(
                        present(fields.oldest, "oldest", name), present(fields.newest, "newest", name), fields.server);
            case 3 -> new Frozen.Version();
            case 4 ->
                new Frozen.VersionInfo(
                        present(fields.version, "version", name),
                        fields.java,
                        fields.os,
                        fields.ipc,
                        fields.store,
                        fields.kernel);
            case 5 -> new Frozen.Upgrade(present(fields.image, "image", name));
            case 6 -> new Frozen.Shutdown(present(fields.keepPrograms, "keep_programs", name));
            case 7 -> new Frozen.Accepted();
            case 8 -> new Frozen.Refused(present(fields.code, "code", name), fields.message);
            default -> throw new IllegalStateException("not a frozen message: " + type);
        };
    }

    private static void write(JsonWriter out, Frozen.VersionInfo info) {
        out.field("version", info.version());
        out.field("java", info.java());
        out.field("os", info.os());
        out.field("ipc", info.ipc());
        out.field("store", info.store());
        out.field("kernel", info.kernel());
    }

    /** A field has the same type in every frozen message, so one set serves all of them. */
    private static final class Fields {
        private @Nullable Integer protocol;
        private @Nullable Integer oldest;
        private @Nullable Integer newest;
        private @Nullable String version;
        private @Nullable String image;
        private @Nullable String code;
        private @Nullable Boolean keepPrograms;
        private String client = "";
        private String server = "";
        private String java = "";
        private String os = "";
        private List<String> ipc = List.of();
        private String store = "";
        private String kernel = "";
        private String message = "";

        private void take(JsonReader in) throws Malformed {
            switch (in.name()) {
                case "protocol" -> protocol = in.integer();
                case "client" -> client = in.string();
                case "oldest" -> oldest = in.integer();
                case "newest" -> newest = in.integer();
                case "server" -> server = in.string();
                case "version" -> version = in.string();
                case "java" -> java = in.string();
                case "os" -> os = in.string();
                case "ipc" -> ipc = in.strings();
                case "store" -> store = in.string();
                case "kernel" -> kernel = in.string();
                case "image" -> image = in.string();
                case "keep_programs" -> keepPrograms = in.bool();
                case "code" -> code = in.string();
                case "message" -> message = in.string();
                default -> in.skip();
            }
        }
    }
}
