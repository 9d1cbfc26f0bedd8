package pmon.daemon.logging;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger by name. */
record DaemonLogger(String name, DaemonLog log) implements System.Logger {
    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.writes(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        log.write(level, name, translated(bundle, message), thrown);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... arguments) {
        if (isLoggable(level)) {
            log.write(level, name, filled(translated(bundle, format), arguments), null);
        }
    }

    private static String filled(String format, @Nullable Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return format;
        }
        try {
            return MessageFormat.format(format, arguments);
        } catch (IllegalArgumentException _) {
            // A line that cannot be filled in still says more than an exception from a log call.
            return format;
        }
    }

    private static String translated(@Nullable ResourceBundle bundle, @Nullable String message) {
        String text = String.valueOf(message);
        try {
            return bundle == null ? text : bundle.getString(text);
        } catch (MissingResourceException | ClassCastException _) {
            return text;
        }
    }
}
