package pmon.daemon.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Status;
import pmon.api.protocol.ExecCommand;
import pmon.api.spi.legacy.LegacyRecords;
import pmon.api.spi.legacy.LegacyRecords.LegacyProgram;
import pmon.daemon.process.ProcessEntry;
import pmon.daemon.process.WrittenProgram;

/** Turns pmon3's programs into those of a process configuration, and remembers what of them is different then. */
final class Pmon3Programs {
    private final Path logs;
    private final Map<String, ExecCommand> commands = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param logs where logs are that name no place */
    Pmon3Programs(Path logs) {
        this.logs = logs;
    }

    List<WrittenProgram> written() {
        return commands.values().stream().map(WrittenProgram::of).toList();
    }

    /** What is different, a sentence each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Takes over a program of a process configuration: as in pmon3 it wins over the record of the same name. */
    void add(ProcessEntry entry) {
        ExecCommand command = entry.command();
        Path directory = Path.of(command.callerDirectory());
        names.put(entry.name(), entry.name());
        commands.put(
                entry.name(),
                new ExecCommand(
                        // Without a slash it is looked for in PATH as well.
                        command.file().contains("/") ? in(directory, command.file()) : command.file(),
                        entry.name(),
                        command.args(),
                        command.envVars(),
                        command.callerDirectory(),
                        Map.of(),
                        inOrNull(directory, command.cwd()),
                        command.user(),
                        inOrNull(directory, command.log()),
                        inOrNull(directory, command.logDir()),
                        command.autoRestart(),
                        command.restart(),
                        command.stop(),
                        command.dependencies(),
                        command.groups(),
                        false,
                        command.execution(),
                        command.task()));
    }

    /** Takes over what is on record. */
    void add(LegacyRecords records) {
        for (LegacyProgram program : records.programs()) {
            if (names.containsKey(program.name())) {
                notes.add(program.name() + " is in the process configuration too, which counts");
            } else {
                names.put(program.name(), name(program));
            }
        }
        Set<String> used = new HashSet<>();
        for (LegacyProgram program : records.programs()) {
            String name = names.getOrDefault(program.name(), program.name());
            if (!commands.containsKey(name)) {
                commands.put(name, command(program, name));
            }
            used.addAll(program.groups());
        }
        for (String group : records.groups()) {
            if (!used.contains(group)) {
                notes.add("the group " + group + " has no programs; make it with: pmon group create " + name(group));
            }
        }
    }

    private ExecCommand command(LegacyProgram program, String name) {
        if (!program.file().startsWith("/")) {
            notes.add(name + ": " + program.file()
                    + " is not an absolute path; it is looked for beside the written file");
        }
        if (program.status() == Status.STOPPED.number() || program.status() == Status.FAILED.number()) {
            notes.add(name + " is " + (program.status() == Status.FAILED.number() ? "failed" : "stopped")
                    + " in pmon3; a process configuration says only what is to run, and init starts it");
        }
        return new ExecCommand(
                program.file(),
                name,
                program.args(),
                variables(program, name),
                "/",
                Map.of(),
                null,
                program.user().isEmpty() ? null : program.user(),
                log(program, name),
                null,
                program.autoRestart(),
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                program.dependencies().stream()
                        .map(dependency -> names.getOrDefault(dependency, dependency))
                        .toList(),
                program.groups().stream().map(Pmon3Programs::name).toList(),
                false);
    }

    private Map<String, String> variables(LegacyProgram program, String name) {
        Map<String, String> variables = new TreeMap<>();
        for (String word : program.envVars().split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                variables.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (!word.isEmpty()) {
                notes.add(name + ": \"" + word + "\" in its env_vars is not of the form NAME=value and is left out");
            }
        }
        return variables;
    }

    private @Nullable String log(LegacyProgram program, String name) {
        boolean usual = program.log().equals(logs.resolve(name + ".log").toString());
        return usual || program.log().isEmpty() ? null : program.log();
    }

    private String name(LegacyProgram program) {
        String name = unique(name(program.name()));
        if (!name.equals(program.name())) {
            notes.add("\"" + program.name() + "\" cannot be the name of a program here; it is called " + name);
        }
        return name;
    }

    private String unique(String name) {
        String free = name;
        for (int number = 2; names.containsValue(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    private static String name(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_.@:+-]", "_");
        name = name.length() > 90 ? name.substring(0, 90) : name;
        return ProcessName.valid(name) ? name : "p_" + name;
    }

    private static String in(Path directory, String path) {
        return directory.resolve(path).normalize().toString();
    }

    private static @Nullable String inOrNull(Path directory, @Nullable String path) {
        return path == null ? null : in(directory, path);
    }
}
