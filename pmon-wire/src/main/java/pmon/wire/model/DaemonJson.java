package pmon.wire.model;

import static pmon.wire.stream.JsonReader.present;

import java.util.List;
import pmon.api.protocol.Response;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** {@code {"pid","version","uptime_ms","socket","programs"}}, and {@code "problems"} where there are some. */
public final class DaemonJson {
    private static final String SUBJECT = "daemon";

    private DaemonJson() {}

    /** Writes the fields of an object that the caller opens and closes. */
    public static void write(JsonWriter out, Response.Daemon daemon) {
        out.field("pid", daemon.pid());
        out.field("version", daemon.version());
        out.field("uptime_ms", daemon.uptimeMillis());
        out.field("socket", daemon.socket());
        out.field("programs", daemon.programs());
        // Scripts rely on the others; this one says something only when there is something to say.
        if (!daemon.problems().isEmpty()) {
            out.field("problems", daemon.problems());
        }
    }

    public static Response.Daemon read(JsonReader in) throws Malformed {
        Integer pid = null;
        String version = null;
        long uptimeMillis = 0;
        String socket = null;
        int programs = 0;
        List<String> problems = List.of();
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "pid" -> pid = in.integer();
                case "version" -> version = in.string();
                case "uptime_ms" -> uptimeMillis = in.longInteger();
                case "socket" -> socket = in.string();
                case "problems" -> problems = in.strings();
                case "programs" -> programs = in.integer();
                default -> in.skip();
            }
        }
        return new Response.Daemon(
                present(pid, "pid", SUBJECT),
                present(version, "version", SUBJECT),
                uptimeMillis,
                present(socket, "socket", SUBJECT),
                programs,
                problems);
    }
}
