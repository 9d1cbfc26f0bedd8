package pmon.plugin.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ShellWords;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.plugin.JsonText;

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
        Members members = new Members();
        pmon3(members, occurrence, variables, words);
        added(members, occurrence, words);
        return members.object();
    }

    private static void pmon3(Members json, Occurrence occurrence, boolean variables, boolean words) {
        ProcessRecord program = occurrence.program();
        ProcessSpec spec = program.spec();
        json.number("id", program.id());
        json.text("created_at", program.createdAt().toString());
        json.text("updated_at", program.updatedAt().toString());
        json.number("pid", pid(occurrence));
        json.text("log", spec.log());
        json.text("name", spec.name().value());
        json.text("process_file", spec.file());
        json.text("args", words ? ShellWords.join(spec.args()) : "");
        if (variables) {
            json.text("env_vars", joined(spec.envVars()));
        }
        json.number("status", status(occurrence).number());
        json.flag("auto_restart", spec.autoRestart());
        json.number("uid", spec.user().uid());
        json.text("username", spec.user().name());
        json.number("gid", spec.user().gid());
    }

    private static void added(Members json, Occurrence occurrence, boolean words) {
        ProcessRecord program = occurrence.program();
        ProcessEvent event = occurrence.event();
        json.text("dependencies", words ? String.join(" ", program.spec().dependencies()) : "");
        json.text("groups", words ? String.join(" ", program.spec().groups()) : "");
        json.number("restart_count", program.restartCount());
        json.text("event", occurrence.kind().word());
        json.text("time", event.time().toString());
        json.text("cause", event.cause());
        ExitStatus exit = program.exit();
        if (exit != null) {
            json.text("exit", exit.describe());
        }
        if (!words) {
            json.flag("truncated", true);
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
                        .toList();
        return ShellWords.join(words);
    }

    /** The members of an object, in the order in which they are written. */
    private static final class Members {
        private final List<String> all = new ArrayList<>();

        void text(String name, String value) {
            all.add(JsonText.quoted(name) + ":" + JsonText.quoted(value));
        }

        void number(String name, long value) {
            all.add(JsonText.quoted(name) + ":" + value);
        }

        void flag(String name, boolean value) {
            all.add(JsonText.quoted(name) + ":" + value);
        }

        String object() {
            return "{" + String.join(",", all) + "}";
        }
    }
}
