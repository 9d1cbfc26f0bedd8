package pmon.daemon.foreign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings;

/** What supervisor does with the output of a program. */
final class SupervisorLog {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*(kb|mb|gb)?");
    private static final List<String> NOWHERE = List.of("none", "off");

    private final SupervisorOptions options;

    SupervisorLog(SupervisorOptions options) {
        this.options = options;
    }

    void read(Draft draft) {
        String out = file("stdout_logfile");
        boolean together = Boolean.TRUE.equals(options.flag("redirect_stderr"));
        String err = together ? "AUTO" : file("stderr_logfile");
        if (together) {
            options.text("stderr_logfile");
        }
        boolean outGoes = NOWHERE.contains(out.toLowerCase(Locale.ROOT));
        boolean errGoes = NOWHERE.contains(err.toLowerCase(Locale.ROOT));
        if (outGoes && (together || errGoes || isAuto(err))) {
            draft.logMode = LogSettings.Mode.NONE;
        } else if (outGoes) {
            draft.log = err;
            options.note("stdout_logfile", "stdout cannot be thrown away alone; it goes to " + err + " too");
        } else {
            draft.log = isAuto(out) ? null : out;
            separate(draft, out, err, errGoes);
        }
        rotation(draft);
        unsupported();
    }

    private void separate(Draft draft, String out, String err, boolean errGoes) {
        if (errGoes) {
            options.note("stderr_logfile", "stderr cannot be thrown away alone; it goes to the log too");
        } else if (!isAuto(err) && !err.equals(out)) {
            draft.logMode = LogSettings.Mode.APART;
            String there = (draft.log == null ? draft.name + ".log" : draft.log) + ".err";
            if (!err.equals(there)) {
                options.note("stderr_logfile", "stderr goes to " + there + ", not to " + err);
            }
        }
    }

    /** Terminals and pipes of supervisord are pmon's logs. */
    private String file(String key) {
        String name = options.text(key);
        if (name == null) {
            return "AUTO";
        }
        if (name.startsWith("/dev/") && !name.equals("/dev/null")) {
            options.note(key, name + " was supervisor's own output; it goes to pmon's log");
            return "AUTO";
        }
        if (name.equalsIgnoreCase("syslog")) {
            options.note(key, "syslog has no equivalent; it goes to pmon's log");
            return "AUTO";
        }
        return name.equals("/dev/null") ? "NONE" : name;
    }

    private static boolean isAuto(String name) {
        return name.equalsIgnoreCase("AUTO");
    }

    private void rotation(Draft draft) {
        Long size =
                options.parsed("stdout_logfile_maxbytes", SupervisorLog::bytes, "a number of bytes, or such as 50MB");
        Integer backups = options.number("stdout_logfile_backups");
        draft.logSize = size;
        draft.logsKept = backups;
        if (backups != null && backups <= 0) {
            draft.logsKept = 1;
            options.note("stdout_logfile_backups", "none cannot be had, as 0 keeps all here; one is kept");
        }
        for (String key : List.of("stderr_logfile_maxbytes", "stderr_logfile_backups")) {
            String own = options.text(key);
            String other = options.text(key.replace("stderr", "stdout"));
            if (own != null && !own.equals(other) && draft.logMode == LogSettings.Mode.APART) {
                options.note(key, "both logs of a program are rotated alike");
            }
        }
    }

    private void unsupported() {
        for (String stream : List.of("stdout", "stderr")) {
            for (String key : List.of("_syslog", "_events_enabled")) {
                if (Boolean.TRUE.equals(options.flag(stream + key))) {
                    options.note(stream + key, "has no equivalent");
                }
            }
            Long captured = options.parsed(
                    stream + "_capture_maxbytes", SupervisorLog::bytes, "a number of bytes, or such as 1MB");
            if (captured != null && captured > 0) {
                options.note(stream + "_capture_maxbytes", "has no equivalent");
            }
        }
    }

    private static Optional<Long> bytes(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(Long.parseLong(matcher.group(1)) * factor(matcher.group(2)))
                : Optional.empty();
    }

    private static long factor(@Nullable String unit) {
        return switch (unit) {
            case "kb" -> 1L << 10;
            case "mb" -> 1L << 20;
            case "gb" -> 1L << 30;
            case null, default -> 1;
        };
    }
}
