package pmon.daemon.hook;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ShellWords;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What an event script gets to know of a program: the fields of pmon3's records, by their names there and in their order, and behind them
 * what pmon adds.
 */
final class ProgramJson {
    /** Linux takes 128 KiB for one argument (MAX_ARG_STRLEN in linux/binfmts.h), its NUL included. */
    static final int MAX_ARGUMENT_BYTES = 120 << 10;

    static final int MAX_INPUT_BYTES = 1 << 20;

    private ProgramJson() {}

    /** For the argument, which everybody on the machine can read: without the values of variables. */
    static String argument(Occurrence occurrence) {
        return fitting(occurrence, false, MAX_ARGUMENT_BYTES);
    }

    /** All of it, for standard input. */
    static String input(Occurrence occurrence) {
        return fitting(occurrence, true, MAX_INPUT_BYTES);
    }

    private static String fitting(Occurrence occurrence, boolean full, int maxBytes) {
        String whole = write(occurrence, full, true);
        // What is too long is left out, and that is said: half of it would be worse.
        return whole.getBytes(StandardCharsets.UTF_8).length <= maxBytes ? whole : write(occurrence, false, false);
    }

    private static String write(Occurrence occurrence, boolean variables, boolean words) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            pmon3(json, occurrence, variables, words);
            added(json, occurrence, words);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void pmon3(JsonGenerator json, Occurrence occurrence, boolean variables, boolean words) {
        ProcessRecord program = occurrence.program();
        ProcessSpec spec = program.spec();
        json.writeNumberProperty("id", program.id());
        json.writeStringProperty("created_at", program.createdAt().toString());
        json.writeStringProperty("updated_at", program.updatedAt().toString());
        json.writeNumberProperty("pid", pid(occurrence));
        json.writeStringProperty("log", spec.log());
        json.writeStringProperty("name", spec.name().value());
        json.writeStringProperty("process_file", spec.file());
        json.writeStringProperty("args", words ? ShellWords.join(spec.args()) : "");
        if (variables) {
            json.writeStringProperty("env_vars", joined(spec.envVars()));
        }
        json.writeNumberProperty("status", status(occurrence).number());
        json.writeBooleanProperty("auto_restart", spec.autoRestart());
        json.writeNumberProperty("uid", spec.user().uid());
        json.writeStringProperty("username", spec.user().name());
        json.writeNumberProperty("gid", spec.user().gid());
    }

    private static void added(JsonGenerator json, Occurrence occurrence, boolean words) {
        ProcessRecord program = occurrence.program();
        ProcessEvent event = occurrence.event();
        json.writeStringProperty(
                "dependencies", words ? String.join(" ", program.spec().dependencies()) : "");
        json.writeStringProperty(
                "groups", words ? String.join(" ", program.spec().groups()) : "");
        json.writeNumberProperty("restart_count", program.restartCount());
        json.writeStringProperty("event", occurrence.kind().word());
        json.writeStringProperty("time", event.time().toString());
        json.writeStringProperty("cause", event.cause());
        ExitStatus exit = program.exit();
        if (exit != null) {
            json.writeStringProperty("exit", exit.describe());
        }
        if (!words) {
            json.writeBooleanProperty("truncated", true);
        }
    }

    /** As of the event: the program may have moved on since. */
    private static int pid(Occurrence occurrence) {
        Integer pid = occurrence.event().pid();
        return pid == null ? 0 : pid;
    }

    private static Status status(Occurrence occurrence) {
        Status status = occurrence.event().to();
        return status == null ? occurrence.program().status() : status;
    }

    private static String joined(Map<String, String> variables) {
        List<String> words = new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.toList());
        return ShellWords.join(words);
    }
}
