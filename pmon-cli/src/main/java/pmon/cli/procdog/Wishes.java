package pmon.cli.procdog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.cli.shell.Caller;

/** What is wanted of one process: the command line's word counts before the configuration's, and that before the defaults. */
final class Wishes {
    /** As Python's {@code string.Template} has it. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})?");

    private static final Map<Setting, String> DEFAULTS =
            Map.of(Setting.HEALTH_COUNT, "5", Setting.HEALTH_DELAY, "1.0", Setting.LINGER, "3.0");

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Caller caller;

    private Wishes(Caller caller) {
        this.caller = caller;
    }

    /** Puts together what the line and the file say, with the values of variables. */
    static Wishes of(Map<Setting, String> file, Map<Setting, String> line, Caller caller) throws Trouble {
        Wishes wishes = new Wishes(caller);
        wishes.values.putAll(DEFAULTS);
        wishes.values.putAll(file);
        wishes.values.putAll(line);
        for (Setting setting :
                new Setting[] {Setting.COMMAND, Setting.HEALTH_COMMAND, Setting.DIR, Setting.STDOUT, Setting.STDERR}) {
            String text = wishes.text(setting);
            if (text != null) {
                wishes.values.put(setting, wishes.expanded(text));
            }
        }
        for (Setting setting : wishes.values.keySet()) {
            wishes.check(setting);
        }
        if (!Files.isDirectory(Path.of(wishes.directory()))) {
            throw new Trouble(Trouble.USAGE, "Not a directory: " + wishes.directory());
        }
        return wishes;
    }

    /** Null where nothing is said, or nothing but that. */
    @Nullable
    String text(Setting setting) {
        String text = values.get(setting);
        return text == null || text.isEmpty() ? null : text;
    }

    boolean flag(Setting setting) {
        return Boolean.TRUE.equals(Setting.flag(values.getOrDefault(setting, "false")));
    }

    int count() {
        return Integer.parseInt(values.getOrDefault(Setting.HEALTH_COUNT, "0"));
    }

    Duration seconds(Setting setting) {
        BigDecimal seconds = new BigDecimal(values.getOrDefault(setting, "0"));
        return Duration.ofMillis(
                seconds.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
    }

    /** Where the process is started; absolute. */
    String directory() {
        String directory = text(Setting.DIR);
        return directory == null
                ? caller.directory()
                : Path.of(caller.absolute(directory)).normalize().toString();
    }

    /** A file that is named relative to the directory of the process. */
    @Nullable
    Path file(Setting setting) {
        String text = text(setting);
        return text == null ? null : Path.of(directory()).resolve(text).normalize();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** A NUL ends what the operating system reads, and some characters are in no path. */
    private void check(Setting setting) throws Trouble {
        String text = values.getOrDefault(setting, "");
        try {
            var _ = Path.of(text);
        } catch (InvalidPathException e) {
            throw new Trouble(Trouble.CONFIGURATION, setting.key() + ": cannot be passed on: " + e.getReason());
        }
    }

    private String expanded(String text) throws Trouble {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            String value = matcher.group(1) != null
                    ? "$"
                    : name == null ? null : caller.environment().get(name);
            if (value == null) {
                throw new Trouble(
                        Trouble.CONFIGURATION,
                        "could not expand environment variable names in command '" + text + "': "
                                + (name == null ? "a $ that begins no name; write $$" : name + " is not set"));
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }
}
