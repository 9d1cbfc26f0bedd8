package pmon.cli.procdog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be said about a process, on the line as {@code --health-command}, in the configuration as {@code health_command}. */
enum Setting {
    COMMAND(Kind.TEXT, "with start: full command to start process, with all arguments, in shell syntax"),
    HEALTH_COMMAND(Kind.TEXT, "with start: full command to perform health check"),
    HEALTH_COUNT(Kind.COUNT, "with start: max tries for health check (default: 5)"),
    HEALTH_DELAY(Kind.SECONDS, "with start: seconds between health checks (default: 1.0)"),
    ENSURE_HEALTHY(Kind.FLAG, "with start: wait for health, then shut down if not healthy"),
    DIR(Kind.TEXT, "with start: alternate directory to start from"),
    STDIN(Kind.TEXT, "with start: filename for standard input (default: /dev/null)"),
    STDOUT(Kind.TEXT, "with start: filename for standard output"),
    STDERR(Kind.TEXT, "with start: filename for standard error (may be same as --stdout)"),
    APPEND(Kind.FLAG, "with start: append to files specified in --stdout and --stderr"),
    LINGER(Kind.SECONDS, "with start: seconds that the exit code can be asked for afterwards (default: 3.0)"),
    STRICT(Kind.FLAG, "abort with error if asked to start a started process or stop a stopped one"),
    SHELL(Kind.FLAG, "use shell to fully parse/execute the command string");

    /** What its value is. */
    enum Kind {
        TEXT,
        COUNT,
        SECONDS,
        FLAG
    }

    final Kind kind;
    final String help;

    Setting(Kind kind, String help) {
        this.kind = kind;
        this.help = help;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String option() {
        return "--" + key().replace('_', '-');
    }

    static @Nullable Setting ofKey(String key) {
        for (Setting setting : values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        return null;
    }

    /** Why a text is no value of it; null where it is one. */
    @Nullable
    String objection(String text) {
        return switch (kind) {
            case TEXT -> null;
            case COUNT -> text.matches("[0-9]{1,6}") ? null : "invalid int value: '" + text + "'";
            case SECONDS ->
                text.matches("[0-9]{1,6}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}") ? null : "invalid float value: '" + text + "'";
            case FLAG -> flag(text) == null ? "Not a boolean: " + text : null;
        };
    }

    /** A flag as procdog's configuration writes one; null where it is none. */
    static @Nullable Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "true", "on" -> true;
            case "0", "no", "false", "off" -> false;
            default -> null;
        };
    }
}
