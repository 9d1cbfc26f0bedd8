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

    /** Writes the whole frame, header included. */
    static void write(JsonWriter out, Frozen message) {
        // No switch over types here: see FrameCodec.
        if (message instanceof Frozen.Hello hello) {
            begin(out, 1).field("protocol", hello.protocol()).field("client", hello.client());
        } else if (message instanceof Frozen.Welcome welcome) {
            begin(out, 2).field("oldest", welcome.oldest());
            out.field("newest", welcome.newest()).field("server", welcome.server());
        } else if (message instanceof Frozen.Version) {
            begin(out, 3);
        } else if (message instanceof Frozen.VersionInfo info) {
            begin(out, 4).field("version", info.version()).field("java", info.java());
            out.field("os", info.os()).field("ipc", info.ipc());
            out.field("store", info.store()).field("kernel", info.kernel());
        } else if (message instanceof Frozen.Upgrade upgrade) {
            begin(out, 5).field("image", upgrade.image());
        } else if (message instanceof Frozen.Shutdown shutdown) {
            begin(out, 6).field("keep_programs", shutdown.keepPrograms());
        } else if (message instanceof Frozen.Accepted) {
            begin(out, 7);
        } else if (message instanceof Frozen.Refused refused) {
            begin(out, 8).field("code", refused.code()).field("message", refused.message());
        } else {
            throw new AssertionError("no frozen message: " + message);
        }
        out.end();
    }

    private static JsonWriter begin(JsonWriter out, int type) {
        out.text().append((char) type).append((char) 0);
        return out.begin();
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
