package pmon.wire.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** {@code {"code":N,"at":…}}, {@code {"signal":"SIGKILL","at":…}} or {@code {"unknown":true,"at":…}}. */
public final class ExitStatusJson {
    private static final String SUBJECT = "exit";
    /** Signal numbers end at 64 (SIGRTMAX, signal(7)). */
    private static final int LAST_SIGNAL = 64;

    private ExitStatusJson() {}

    /** Writes a field; null when there is no exit. */
    public static void write(JsonWriter out, String field, @Nullable ExitStatus exit) {
        if (exit == null) {
            out.field(field, (String) null);
            return;
        }
        out.begin(field);
        // No switch over types here: a client that lives for one command pays for it, see FrameCodec.
        if (exit instanceof ExitStatus.Exited exited) {
            out.field("code", exited.code());
        } else if (exit instanceof ExitStatus.Signaled signaled) {
            out.field("signal", Signal.nameOf(signaled.signal()));
        } else if (exit instanceof ExitStatus.Unknown) {
            out.field("unknown", true);
        } else {
            throw new AssertionError("no exit: " + exit);
        }
        out.field("at", exit.at()).end();
    }

    /** Reads an exit that is not null. */
    public static ExitStatus read(JsonReader in) throws Malformed {
        Integer code = null;
        Integer signal = null;
        boolean unknown = false;
        Instant at = null;
        in.begin(SUBJECT);
        while (in.next()) {
            switch (in.name()) {
                case "code" -> code = in.integer();
                case "signal" -> signal = signal(in);
                case "unknown" -> unknown = in.bool();
                case "at" -> at = in.instant();
                default -> in.skip();
            }
        }
        Instant when = JsonReader.present(at, "at", SUBJECT);
        if (code != null) {
            return new ExitStatus.Exited(code, when);
        }
        if (signal != null) {
            return new ExitStatus.Signaled(signal, when);
        }
        if (unknown) {
            return new ExitStatus.Unknown(when);
        }
        throw new Malformed("exit: expected a code, a signal, or unknown");
    }

    private static int signal(JsonReader in) throws Malformed {
        String name = in.string();
        for (int number = 1; number <= LAST_SIGNAL; number++) {
            if (Signal.nameOf(number).equals(name)) {
                return number;
            }
        }
        throw in.wrong("unknown signal " + Quoted.of(name));
    }
}
