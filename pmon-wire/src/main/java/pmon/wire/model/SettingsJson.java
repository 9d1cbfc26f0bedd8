package pmon.wire.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Signal;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;
import pmon.wire.stream.Quoted;

/** One program's restart and stop settings; what is null or missing is the daemon's setting. */
public final class SettingsJson {
    private SettingsJson() {}

    /** Writes {@code "restart":{…}} and {@code "stop":{…}}. */
    public static void write(JsonWriter out, RestartSettings restart, StopSettings stop) {
        out.begin("restart");
        out.field("min_uptime_ms", restart.minUptime());
        out.field("initial_delay_ms", restart.initialDelay());
        out.field("max_delay_ms", restart.maxDelay());
        if (restart.decaysTo() != null) {
            out.field("decays_to_ms", restart.decaysTo());
        }
        out.end();
        Signal signal = stop.signal();
        out.begin("stop");
        out.field("signal", signal == null ? null : signal.name());
        out.field("timeout_ms", stop.timeout());
        if (stop.linger() != null) {
            out.field("linger_ms", stop.linger());
        }
        out.end();
    }

    public static RestartSettings readRestart(JsonReader in) throws Malformed {
        Duration minUptime = null;
        Duration initialDelay = null;
        Duration maxDelay = null;
        Duration decaysTo = null;
        in.begin("restart settings");
        while (in.next()) {
            switch (in.name()) {
                case "min_uptime_ms" -> minUptime = durationOrNull(in);
                case "initial_delay_ms" -> initialDelay = durationOrNull(in);
                case "max_delay_ms" -> maxDelay = durationOrNull(in);
                case "decays_to_ms" -> decaysTo = durationOrNull(in);
                default -> in.skip();
            }
        }
        return new RestartSettings(minUptime, initialDelay, maxDelay, decaysTo);
    }

    public static StopSettings readStop(JsonReader in) throws Malformed {
        Signal signal = null;
        Duration timeout = null;
        Duration linger = null;
        in.begin("stop settings");
        while (in.next()) {
            switch (in.name()) {
                case "signal" -> signal = in.isNull() ? null : readSignal(in);
                case "timeout_ms" -> timeout = durationOrNull(in);
                case "linger_ms" -> linger = durationOrNull(in);
                default -> in.skip();
            }
        }
        return new StopSettings(signal, timeout, linger);
    }

    private static @Nullable Duration durationOrNull(JsonReader in) throws Malformed {
        return in.isNull() ? null : in.duration();
    }

    /** A signal by its name without {@code SIG}. */
    public static Signal readSignal(JsonReader in) throws Malformed {
        String name = in.string();
        for (Signal signal : Signal.values()) {
            if (signal.name().equals(name)) {
                return signal;
            }
        }
        throw in.wrong("unknown signal " + Quoted.of(name));
    }
}
