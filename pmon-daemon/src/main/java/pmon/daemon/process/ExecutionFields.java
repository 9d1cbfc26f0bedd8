package pmon.daemon.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;
import pmon.api.process.LimitNotation;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;

/** The keys that say how a program is executed. */
final class ExecutionFields {
    private static final int MAX_EXIT_CODE = 255;
    private static final int MAX_UMASK = 0777;

    private ExecutionFields() {}

    /** Reads them all; what is wrong is left out and told to the fields. */
    static ExecutionSettings read(Fields fields) {
        return new ExecutionSettings(
                fields.text("env_file"),
                successExitCodes(fields),
                umask(fields),
                nice(fields),
                limits(fields),
                LogFields.read(fields),
                killMode(fields));
    }

    private static KillMode killMode(Fields fields) {
        KillMode written = fields.parsed(
                "kill_mode",
                "tree, group or main",
                text -> Arrays.stream(KillMode.values())
                        .filter(mode -> mode.word().equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
        return written == null ? KillMode.TREE : written;
    }

    private static List<Integer> successExitCodes(Fields fields) {
        String key = "success_exit_codes";
        List<Integer> codes = new ArrayList<>();
        for (String text : fields.names(key)) {
            number(text, 0, MAX_EXIT_CODE)
                    .ifPresentOrElse(codes::add, () -> fields.notAllowed(key, text, "exit codes from 0 to 255"));
        }
        return codes;
    }

    private static @Nullable Integer umask(Fields fields) {
        return fields.parsed("umask", "an octal mode such as 022", ExecutionFields::octal);
    }

    private static Optional<Integer> octal(String text) {
        String digits = text.startsWith("0o") ? text.substring(2) : text;
        boolean octal =
                digits.length() <= 4 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '7');
        return octal ? Optional.of(Integer.parseInt(digits, 8)).filter(mode -> mode <= MAX_UMASK) : Optional.empty();
    }

    private static @Nullable Integer nice(Fields fields) {
        return fields.parsed("nice", "a whole number from -20 to 19", text -> number(text, -20, 19));
    }

    private static Map<String, ResourceLimit> limits(Fields fields) {
        Map<String, ResourceLimit> limits = new LinkedHashMap<>();
        for (Node.Entry entry : fields.section("limits")) {
            // In CamelCase files they may be, too.
            String name = entry.key().toLowerCase(Locale.ROOT);
            String path = "limits." + entry.key();
            if (!LimitNotation.NAMES.contains(name)) {
                fields.mistake(
                        entry.at(),
                        path,
                        "there is no such limit" + NearestWord.hint(name, LimitNotation.NAMES) + "; there are "
                                + String.join(", ", LimitNotation.NAMES));
            } else if (entry.value() instanceof Node.Scalar(String text, var at)) {
                LimitNotation.parse(text)
                        .ifPresentOrElse(
                                limit -> limits.put(name, limit),
                                () -> fields.mistake(
                                        at, path, "\"" + text + "\" is not allowed; use " + LimitNotation.ALLOWED));
            } else if (!(entry.value() instanceof Node.Empty)) {
                fields.mistake(entry.value().at(), path, "takes one value");
            }
        }
        return limits;
    }

    private static Optional<Integer> number(String text, int least, int most) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(number -> number >= least && number <= most);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
