package pmon.wire.model;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * {@code "logs":{"max_size","max_age_ms","keep","compress","timestamps","mode","full_grace_ms","on_full"}}; what is null or missing is not
 * set.
 */
final class LogSettingsJson {
    private LogSettingsJson() {}

    static void write(JsonWriter out, LogSettings logs) {
        out.begin("logs");
        out.field("max_size", logs.maxSize());
        out.field("max_age_ms", logs.maxAge());
        out.field("keep", logs.keep());
        out.field("compress", logs.compress());
        out.field("timestamps", logs.timestamps());
        out.field("mode", word(logs.mode()));
        out.field("full_grace_ms", logs.fullGrace());
        out.field("on_full", word(logs.onFull()));
        out.end();
    }

    static LogSettings read(JsonReader in) throws Malformed {
        Long maxSize = null;
        Duration maxAge = null;
        Integer keep = null;
        Boolean compress = null;
        Boolean timestamps = null;
        LogSettings.Mode mode = null;
        Duration fullGrace = null;
        LogSettings.OnFull onFull = null;
        in.begin("logs");
        while (in.next()) {
            if (in.isNull()) {
                continue;
            }
            switch (in.name()) {
                case "max_size" -> maxSize = in.longInteger();
                case "max_age_ms" -> maxAge = in.duration();
                case "keep" -> keep = in.integer();
                case "compress" -> compress = in.bool();
                case "timestamps" -> timestamps = in.bool();
                case "mode" -> mode = LogSettings.Mode.valueOf(upper(in.string(), LogSettings.Mode.values()));
                case "full_grace_ms" -> fullGrace = in.duration();
                case "on_full" -> onFull = LogSettings.OnFull.valueOf(upper(in.string(), LogSettings.OnFull.values()));
                default -> in.skip();
            }
        }
        try {
            return new LogSettings(maxSize, maxAge, keep, compress, timestamps, mode, fullGrace, onFull);
        } catch (IllegalArgumentException e) {
            throw new Malformed("logs: " + e.getMessage());
        }
    }

    private static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String word, Enum<?>[] values) throws Malformed {
        String name = word.toUpperCase(Locale.ROOT);
        for (Enum<?> value : values) {
            if (value.name().equals(name)) {
                return name;
            }
        }
        throw new Malformed("logs: unknown word " + word);
    }
}
