package pmon.wire.document;

import static pmon.wire.stream.JsonReader.present;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.TaskSettings;
import pmon.wire.model.ExecutionJson;
import pmon.wire.model.SettingsJson;
import pmon.wire.model.TaskJson;
import pmon.wire.stream.JsonReader;
import pmon.wire.stream.JsonWriter;
import pmon.wire.stream.Malformed;

/**
 * The document of a spec; holds its fields until all are there. Missing fields: lists and maps are empty, {@code cwd} is
 * {@code /}, {@code log} is {@code /dev/null}, {@code auto_restart} is true, settings are the daemon's, nothing of the
 * execution is set. {@code name},
 * {@code file} and {@code user} must be there.
 */
final class SpecDocument {
    private static final String SUBJECT = "spec";

    private @Nullable String name;
    private @Nullable String file;
    private List<String> args = List.of();
    private Map<String, String> envVars = Map.of();
    private Map<String, String> inheritedEnv = Map.of();
    private String cwd = "/";
    private @Nullable Account user;
    private String log = "/dev/null";
    private boolean autoRestart = true;
    private RestartSettings restart = RestartSettings.DEFAULT;
    private StopSettings stop = StopSettings.DEFAULT;
    private List<String> dependencies = List.of();
    private List<String> groups = List.of();
    private ExecutionSettings execution = ExecutionSettings.DEFAULT;
    private TaskSettings task = TaskSettings.DEFAULT;

    private SpecDocument() {}

    static void write(JsonWriter out, ProcessSpec spec) {
        out.begin(SUBJECT);
        out.field("name", spec.name().value());
        out.field("file", spec.file());
        out.field("args", spec.args());
        out.field("env_vars", spec.envVars());
        out.field("inherited_env", spec.inheritedEnv());
        out.field("cwd", spec.cwd());
        AccountDocument.write(out, spec.user());
        out.field("log", spec.log());
        out.field("auto_restart", spec.autoRestart());
        SettingsJson.write(out, spec.restart(), spec.stop());
        out.field("dependencies", spec.dependencies());
        out.field("groups", spec.groups());
        ExecutionJson.write(out, spec.execution());
        TaskJson.write(out, spec.task());
        out.end();
    }

    static ProcessSpec read(JsonReader in) throws Malformed {
        SpecDocument fields = new SpecDocument();
        in.begin(SUBJECT);
        while (in.next()) {
            fields.take(in);
        }
        return fields.spec();
    }

    private void take(JsonReader in) throws Malformed {
        switch (in.name()) {
            case "name" -> name = in.string();
            case "file" -> file = in.string();
            case "args" -> args = in.strings();
            case "env_vars" -> envVars = in.stringMap();
            case "inherited_env" -> inheritedEnv = in.stringMap();
            case "cwd" -> cwd = in.string();
            case "user" -> user = AccountDocument.read(in);
            case "log" -> log = in.string();
            case "auto_restart" -> autoRestart = in.bool();
            case "restart" -> restart = SettingsJson.readRestart(in);
            case "stop" -> stop = SettingsJson.readStop(in);
            case "dependencies" -> dependencies = in.strings();
            case "groups" -> groups = in.strings();
            case "execution" -> execution = ExecutionJson.read(in);
            case "task" -> task = TaskJson.read(in);
            default -> in.skip();
        }
    }

    private ProcessSpec spec() throws Malformed {
        return new ProcessSpec(
                new ProcessName(present(name, "name", SUBJECT)),
                present(file, "file", SUBJECT),
                args,
                envVars,
                inheritedEnv,
                cwd,
                present(user, "user", SUBJECT),
                log,
                autoRestart,
                restart,
                stop,
                dependencies,
                groups,
                execution,
                task);
    }
}
