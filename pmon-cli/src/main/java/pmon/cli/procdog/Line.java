package pmon.cli.procdog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line of procdog.
 *
 * @param given what it says about the process
 * @param config the configuration file; null for the usual ones
 */
record Line(
        String command,
        String name,
        Map<Setting, String> given,
        @Nullable String config,
        boolean debug) {
    static final List<String> COMMANDS = List.of("start", "status", "wait", "stop");

    /** Reads a line, options anywhere in it. */
    static Line read(List<String> words) throws Trouble {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        List<String> plain = new ArrayList<>();
        String config = null;
        boolean debug = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("-") || word.equals("-")) {
                plain.add(word);
            } else if (option.equals("--debug")) {
                debug = true;
            } else {
                Setting setting = setting(option);
                if (setting == null && !option.equals("--config")) {
                    throw new Trouble(Trouble.USAGE, "unrecognized arguments: " + word);
                }
                if (setting != null && setting.kind == Setting.Kind.FLAG) {
                    given.put(setting, "true");
                    continue;
                }
                if (equals < 0 && i + 1 == words.size()) {
                    throw new Trouble(Trouble.USAGE, "argument " + option + ": expected one argument");
                }
                String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
                if (setting == null) {
                    config = value;
                } else {
                    given.put(setting, checked(setting, value));
                }
            }
        }
        return of(plain, given, config, debug);
    }

    private static Line of(List<String> plain, Map<Setting, String> given, @Nullable String config, boolean debug)
            throws Trouble {
        if (!plain.isEmpty() && !COMMANDS.contains(plain.getFirst())) {
            throw new Trouble(
                    Trouble.USAGE,
                    "argument control_cmd: invalid choice: '" + plain.getFirst() + "' (choose from 'start', 'status', "
                            + "'wait', 'stop')");
        }
        if (plain.size() < 2) {
            throw new Trouble(Trouble.USAGE, "too few arguments");
        }
        if (plain.size() > 2) {
            throw new Trouble(
                    Trouble.USAGE, "unrecognized arguments: " + String.join(" ", plain.subList(2, plain.size())));
        }
        String name = plain.get(1);
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new Trouble(
                    Trouble.USAGE,
                    "Invalid process name '" + name
                            + "'; must be alphanumeric, with only underscores or dashes, 80 characters at most");
        }
        return new Line(plain.getFirst(), name, given, config, debug);
    }

    private static @Nullable Setting setting(String option) {
        if (option.equals("-c")) {
            return Setting.COMMAND;
        }
        for (Setting setting : Setting.values()) {
            if (setting.option().equals(option)) {
                return setting;
            }
        }
        return null;
    }

    private static String checked(Setting setting, String value) throws Trouble {
        String objection = setting.objection(value);
        if (objection != null) {
            throw new Trouble(Trouble.USAGE, "argument " + setting.option() + ": " + objection);
        }
        return value;
    }

    static String usage() {
        return "usage: procdog [-h] [-v] [options] {start,status,wait,stop} proc_name";
    }

    static String help() {
        StringBuilder text = new StringBuilder(usage()).append("\n\noptions:\n");
        text.append("  -h, --help          show this help message and exit\n");
        text.append("  -v, --version       show the version and exit\n");
        for (Setting setting : Setting.values()) {
            String option = (setting == Setting.COMMAND ? "-c, " : "") + setting.option();
            text.append("  ").append(option).append(" ".repeat(Math.max(1, 20 - option.length())));
            text.append(setting.help).append('\n');
        }
        text.append("  --config            configuration file to read (default: procdog.cfg beside this program, or ")
                .append("~/.procdog.cfg)\n");
        return text.append("  --debug             enable debugging output\n").toString();
    }
}
