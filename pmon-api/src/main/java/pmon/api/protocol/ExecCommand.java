package pmon.api.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.TaskSettings;

/**
 * A program to register and start, as the caller wrote it; the daemon resolves it.
 *
 * @param file a path, relative to {@code callerDirectory}; without a slash it is looked up there and then in the caller's PATH
 * @param name null takes the file's base name
 * @param callerDirectory absolute
 * @param callerEnvironment what the program inherits where the daemon's {@code env_inherit} is {@code caller}
 * @param cwd null takes the executable's directory; relative to {@code callerDirectory}
 * @param user null runs it as the caller
 * @param log null derives it from {@code logDir} or the daemon's log directory, and the name
 * @param execution how it is executed; its {@code envFile} may be relative to {@code callerDirectory}
 * @param task what it is beyond something that is kept running
 * @param replace lets it take over a name whose record belongs to another file
 */
public record ExecCommand(
        String file,
        @Nullable String name,
        List<String> args,
        Map<String, String> envVars,
        String callerDirectory,
        Map<String, String> callerEnvironment,
        @Nullable String cwd,
        @Nullable String user,
        @Nullable String log,
        @Nullable String logDir,
        boolean autoRestart,
        RestartSettings restart,
        StopSettings stop,
        List<String> dependencies,
        List<String> groups,
        boolean replace,
        ExecutionSettings execution,
        TaskSettings task) {
    public ExecCommand {
        args = List.copyOf(args);
        envVars = Map.copyOf(envVars);
        callerEnvironment = Map.copyOf(callerEnvironment);
        dependencies = List.copyOf(dependencies);
        groups = List.copyOf(groups);
    }

    /** A command for something that is kept running, and no more. */
    public ExecCommand(
            String file,
            @Nullable String name,
            List<String> args,
            Map<String, String> envVars,
            String callerDirectory,
            Map<String, String> callerEnvironment,
            @Nullable String cwd,
            @Nullable String user,
            @Nullable String log,
            @Nullable String logDir,
            boolean autoRestart,
            RestartSettings restart,
            StopSettings stop,
            List<String> dependencies,
            List<String> groups,
            boolean replace) {
        this(
                file,
                name,
                args,
                envVars,
                callerDirectory,
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
                ExecutionSettings.DEFAULT,
                TaskSettings.DEFAULT);
    }
}
