package pmon.daemon.process;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.RunSettings;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ExecCommand;
import pmon.daemon.document.Position;

/** The keys that a program may have, and what becomes of them. */
final class EntryFields {
    private static final List<String> OWN_KEYS = List.of(
            "file",
            "name",
            "args",
            "env_vars",
            "env_file",
            "cwd",
            "user",
            "log",
            "log_dir",
            "no_auto_restart",
            "restart_min_uptime",
            "restart_initial_delay",
            "restart_max_delay",
            "restart_decays_to",
            "stop_signal",
            "stop_timeout",
            "kill_mode",
            "success_exit_codes",
            "umask",
            "nice",
            "limits",
            "dependencies",
            "depends_on",
            "monitors",
            "ready_timeout",
            "groups");

    static final List<String> KEYS = Stream.of(OWN_KEYS, RunFields.KEYS, LogFields.KEYS)
            .flatMap(List::stream)
            .toList();

    private EntryFields() {}

    /** Reads them all, so that all mistakes are found; null where no program comes of it. */
    static @Nullable ProcessEntry toEntry(Fields fields, TaskFields task, Path file, @Nullable Position at) {
        String executable = fields.text("file");
        if (executable == null) {
            fields.missing(at, "has no file to run");
        }
        String directory = String.valueOf(file.toAbsolutePath().getParent());
        Map<String, DependencyTerms> terms = task.terms();
        RunSettings run = new RunFields(fields).read();
        ExecCommand command = new ExecCommand(
                executable == null ? "" : executable,
                name(fields),
                fields.words("args"),
                fields.variables("env_vars"),
                directory,
                Map.of(),
                fields.text("cwd"),
                fields.text("user"),
                fields.text("log"),
                fields.text("log_dir"),
                !fields.flag("no_auto_restart") && !run.ends(),
                new RestartSettings(
                        fields.duration("restart_min_uptime"),
                        fields.duration("restart_initial_delay"),
                        fields.duration("restart_max_delay"),
                        fields.duration("restart_decays_to")),
                new StopSettings(fields.signal("stop_signal"), fields.duration("stop_timeout")),
                dependencies(fields, terms),
                checked(fields, "groups"),
                false,
                ExecutionFields.read(fields),
                new TaskSettings(task.monitors(), fields.duration("ready_timeout"), terms, run));
        return executable == null ? null : new ProcessEntry(command, file.toString(), at);
    }

    private static @Nullable String name(Fields fields) {
        String name = fields.text("name");
        if (name != null) {
            check(fields, "name", name);
        }
        return name;
    }

    /** Those that are only named, and those that are named with terms. */
    private static List<String> dependencies(Fields fields, Map<String, DependencyTerms> terms) {
        SequencedSet<String> all = new LinkedHashSet<>(checked(fields, "dependencies"));
        for (String name : terms.keySet()) {
            check(fields, "depends_on", name);
            all.add(name);
        }
        return List.copyOf(all);
    }

    private static List<String> checked(Fields fields, String key) {
        List<String> names = fields.names(key);
        names.forEach(name -> check(fields, key, name));
        return names;
    }

    private static void check(Fields fields, String key, String name) {
        if (!ProcessName.valid(name)) {
            fields.mistake(
                    fields.at(key),
                    key,
                    "\"" + name
                            + "\" is no name; use 1 to 100 of the characters A-Z a-z 0-9 _ . @ : + -, not only digits,"
                            + " not starting with - or .");
        }
    }
}
