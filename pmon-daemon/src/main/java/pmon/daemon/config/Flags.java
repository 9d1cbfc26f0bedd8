package pmon.daemon.config;

import java.util.Locale;
import java.util.Optional;

/** Truth as people write it. */
public final class Flags {
    /** What they may write. */
    public static final String ALLOWED = "true, false, yes, no, on or off";

    private Flags() {}

    /** Reads one, in any case; empty when the text is none. */
    public static Optional<Boolean> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
