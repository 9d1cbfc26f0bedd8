package pmon.cli.args;

import java.util.Locale;
import java.util.Optional;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.LimitNotation;
import pmon.cli.shell.Failure;

/** Resource limits on a command line. */
public final class Limits {
    private Limits() {}

    /** The name of a limit, in lower case. */
    public static String name(String word, Option option) throws Failure {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        String name = lower.startsWith("rlimit_") ? lower.substring("rlimit_".length()) : lower;
        if (!LimitNotation.NAMES.contains(name)) {
            throw Failure.usage(
                    option.longest() + ": no such limit: " + word + Nearest.suggestion(name, LimitNotation.NAMES)
                            + "; there are: " + String.join(", ", LimitNotation.NAMES));
        }
        return name;
    }

    /** A soft and a hard limit; the soft one alone is both. */
    public static ResourceLimit limit(String text, Option option) throws Failure {
        Optional<ResourceLimit> limit = LimitNotation.parse(text);
        if (limit.isEmpty()) {
            throw Failure.usage(option.longest() + ": not a limit: " + text + "; write it like 1024, 64MiB, unlimited"
                    + " or, soft and hard, 1024:4096, the soft one not above the hard one");
        }
        return limit.get();
    }
}
