package pmon.daemon.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pmon.api.process.LogSettings;
import pmon.daemon.config.Flags;
import pmon.daemon.config.Sizes;

/** The keys that say what becomes of a program's output: those of the setting {@code logs}. */
final class LogFields {
    static final List<String> KEYS = List.of(
            "logs_mode",
            "logs_max_size",
            "logs_max_age",
            "logs_keep",
            "logs_compress",
            "logs_timestamps",
            "logs_full_grace",
            "logs_on_full");

    private static final int MOST_KEPT = 1_000_000;

    private LogFields() {}

    static LogSettings read(Fields fields) {
        return new LogSettings(
                fields.parsed("logs_max_size", Sizes.ALLOWED, Sizes::parse),
                fields.duration("logs_max_age"),
                fields.parsed("logs_keep", "a whole number from 0 to " + MOST_KEPT, LogFields::count),
                fields.parsed("logs_compress", Flags.ALLOWED, Flags::parse),
                fields.parsed("logs_timestamps", Flags.ALLOWED, Flags::parse),
                fields.parsed(
                        "logs_mode", "together, apart, direct or none", text -> word(text, LogSettings.Mode.values())),
                fields.duration("logs_full_grace"),
                fields.parsed("logs_on_full", "drop or block", text -> word(text, LogSettings.OnFull.values())));
    }

    private static Optional<Integer> count(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(number -> number >= 0 && number <= MOST_KEPT);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> word(String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
