package pmon.wire;

import static pmon.wire.stream.JsonReader.present;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ExecCommand;
import pmon.wire.model.ExecutionJson;
import pmon.wire.model.SettingsJson;
import pmon.wire.model.TaskJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/** A program to register, as the caller wrote it. Holds the fields of one command until all are there. */
final class ExecCommandJson {
    private static final String SUBJECT = "command";

    private @Nullable String file;
    private @Nullable String name;
    private List<String> args = List.of();
    private Map<String, String> envVars = Map.of();
    private @Nullable String callerDirectory;
    private Map<String, String> callerEnvironment = Map.of();
    private @Nullable String cwd;
    private @Nullable String user;
    private @Nullable String log;
    private @Nullable String logDir;
    private boolean autoRestart = true;
    private RestartSettings restart = RestartSettings.DEFAULT;
    private StopSettings stop = StopSettings.DEFAULT;
    private List<String> dependencies = List.of();
    private List<String> groups = List.of();
    private boolean replace;
    private ExecutionSettings execution = ExecutionSettings.DEFAULT;
    private TaskSettings task = TaskSettings.DEFAULT;

    private ExecCommandJson() {}

    static void write(JsonWriter out, ExecCommand command) {
        out.begin(SUBJECT);
        out.field("file", command.file());
        out.field("name", command.name());
        out.field("args", command.args());
        out.field("env_vars", command.envVars());
        out.field("caller_directory", command.callerDirectory());
        out.field("caller_environment", command.callerEnvironment());
        out.field("cwd", command.cwd());
        out.field("user", command.user());
        out.field("log", command.log());
        out.field("log_dir", command.logDir());
        out.field("auto_restart", command.autoRestart());
        SettingsJson.write(out, command.restart(), command.stop());
        out.field("dependencies", command.dependencies());
        out.field("groups", command.groups());
        out.field("replace", command.replace());
        ExecutionJson.write(out, command.execution());
        TaskJson.write(out, command.task());
        out.end();
    }

    /** Only {@code file} and {@code caller_directory} must be there; {@code auto_restart} defaults to true. */
    static ExecCommand read(JsonReader in) throws Malformed {
        ExecCommandJson fields = new ExecCommandJson();
        in.begin(SUBJECT);
        while (in.next()) {
            fields.take(in);
        }
        return fields.command();
    }

    private void take(JsonReader in) throws Malformed {
        switch (in.name()) {
            case "file" -> file = in.string();
            case "name" -> name = in.isNull() ? null : in.string();
            case "args" -> args = in.strings();
            case "env_vars" -> envVars = in.stringMap();
            case "caller_directory" -> callerDirectory = in.string();
            case "caller_environment" -> callerEnvironment = in.stringMap();
            case "cwd" -> cwd = in.isNull() ? null : in.string();
            case "user" -> user = in.isNull() ? null : in.string();
            case "log" -> log = in.isNull() ? null : in.string();
            case "log_dir" -> logDir = in.isNull() ? null : in.string();
            case "auto_restart" -> autoRestart = in.bool();
            case "restart" -> restart = SettingsJson.readRestart(in);
            case "stop" -> stop = SettingsJson.readStop(in);
            case "dependencies" -> dependencies = in.strings();
            case "groups" -> groups = in.strings();
            case "replace" -> replace = in.bool();
            case "execution" -> execution = ExecutionJson.read(in);
            case "task" -> task = TaskJson.read(in);
            default -> in.skip();
        }
    }

    private ExecCommand command() throws Malformed {
        return new ExecCommand(
                present(file, "file", SUBJECT),
                name,
                args,
                envVars,
                present(callerDirectory, "caller_directory", SUBJECT),
                callerEnvironment,
                cwd,
                user,
                log,
                logDir,
                autoRestart,
                restart,
                stop,
                dependencies,
                groups,
                replace,
                execution,
                task);
    }
}
