package pmon.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Limits;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/** Options that say how a program is executed, beyond what and where. */
final class ExecutionOptions {
    private static final Option ENV_FILE = Option.value(
                    "FILE", "a file with more environment variables, a NAME=VALUE a line", "--env-file")
            .from(Candidates.FILES);
    private static final Option SUCCESS_EXIT_CODES =
            Option.list("CODE[,CODE…]", "exit codes that are as good as 0", "--success-exit-codes");
    private static final Option UMASK =
            Option.value("MODE", "permission bits that its files lack (default: 022)", "--umask");
    private static final Option NICE =
            Option.value("NUMBER", "its scheduling priority, from -20 (first) to 19 (last)", "--nice");
    private static final Option LIMIT = Option.list(
            "NAME=SOFT[:HARD]", "a resource limit, such as nofile=4096 or core=unlimited; see setrlimit(2)", "--limit");

    private static final Option KILL_MODE = Option.value(
                    "tree|group|main",
                    "what is stopped: all that it has started (default), its process group, or its main process",
                    "--kill-mode")
            .from(Candidates.of(List.of("tree", "group", "main")));

    static final List<Option> ALL = List.of(ENV_FILE, SUCCESS_EXIT_CODES, UMASK, NICE, LIMIT, KILL_MODE);

    private static final int MAX_EXIT_CODE = 255;
    private static final int MAX_UMASK = 0777;
    private static final int LEAST_NICE = -20;
    private static final int MOST_NICE = 19;
    private static final int OCTAL = 8;

    private ExecutionOptions() {}

    static ExecutionSettings of(Arguments given) throws Failure {
        return new ExecutionSettings(
                given.value(ENV_FILE),
                successExitCodes(given),
                number(given, UMASK, OCTAL, 0, MAX_UMASK, "an octal mode from 0 to 777, such as 027"),
                number(given, NICE, 10, LEAST_NICE, MOST_NICE, "a number from -20 to 19"),
                limits(given),
                LogSettings.DEFAULT,
                killMode(given));
    }

    private static KillMode killMode(Arguments given) throws Failure {
        String text = given.value(KILL_MODE);
        if (text == null) {
            return KillMode.TREE;
        }
        for (KillMode mode : KillMode.values()) {
            if (mode.word().equals(text)) {
                return mode;
            }
        }
        throw Failure.usage(KILL_MODE.longest() + ": not tree, group or main: " + text);
    }

    private static List<Integer> successExitCodes(Arguments given) throws Failure {
        List<Integer> codes = new ArrayList<>();
        for (String text : given.values(SUCCESS_EXIT_CODES)) {
            codes.add(number(text, SUCCESS_EXIT_CODES, 10, 0, MAX_EXIT_CODE, "an exit code from 0 to 255"));
        }
        return codes;
    }

    private static Map<String, ResourceLimit> limits(Arguments given) throws Failure {
        Map<String, ResourceLimit> limits = new LinkedHashMap<>();
        for (String text : given.values(LIMIT)) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Failure.usage(LIMIT.longest() + ": not NAME=SOFT[:HARD]: " + text);
            }
            String name = Limits.name(text.substring(0, equals), LIMIT);
            limits.put(name, Limits.limit(text.substring(equals + 1), LIMIT));
        }
        return limits;
    }

    private static @Nullable Integer number(Arguments given, Option option, int radix, int least, int most, String what)
            throws Failure {
        String text = given.value(option);
        return text == null ? null : number(text, option, radix, least, most, what);
    }

    private static Integer number(String text, Option option, int radix, int least, int most, String what)
            throws Failure {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw Failure.usage(option.longest() + ": not " + what + ": " + text);
    }
}
