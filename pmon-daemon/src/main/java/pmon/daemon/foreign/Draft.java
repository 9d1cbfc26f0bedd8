package pmon.daemon.foreign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.LogSettings;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.RunSettings;
import pmon.api.process.Signal;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ExecCommand;

/** A program while a reader gathers what its file says about it. What is null is left to pmon. */
public final class Draft {
    final String name;
    String file = "";
    List<String> args = List.of();
    final Map<String, String> variables = new LinkedHashMap<>();

    @Nullable
    Path environmentFile;

    @Nullable
    String directory;

    @Nullable
    String user;

    @Nullable
    String log;

    boolean restarted = true;

    @Nullable
    Duration minUptime;

    @Nullable
    Duration initialDelay;

    @Nullable
    Duration delayDecaysTo;

    @Nullable
    Signal stopSignal;

    @Nullable
    Duration stopTimeout;

    @Nullable
    Integer umask;

    final List<Integer> successExitCodes = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final Map<String, DependencyTerms> dependencies = new LinkedHashMap<>();
    final List<MonitorSpec> monitors = new ArrayList<>();

    @Nullable
    Duration readyTimeout;

    LogSettings.@Nullable Mode logMode;

    @Nullable
    Long logSize;

    @Nullable
    Integer logsKept;

    @Nullable
    Duration logAge;

    @Nullable
    Boolean logsCompressed;

    RunSettings run = RunSettings.DEFAULT;

    /** Where its streams go in its own manager, for being run as that does. */
    ProcmonFile.Streams streams = new ProcmonFile.Streams("stdout", "stderr");

    /** Why it is not to run just because it is in the file; null where it is. */
    @Nullable
    String idle;

    Draft(String name) {
        this.name = name;
    }

    /** Why {@code init} must not start it; null where it should. */
    public @Nullable String idle() {
        return idle;
    }

    /** A command line, by words where no shell would make something else of it. */
    void run(String line, String shell) {
        ShellLine.Words words = ShellLine.read(line, shell);
        file = words.file();
        args = words.args();
    }

    /** Files are looked for where its own manager looks for them. */
    void resolve(Path base) {
        if (file.contains("/")) {
            file = base.resolve(file).normalize().toString();
        }
        log = log == null ? null : base.resolve(log).normalize().toString();
    }

    /** The same under another name. */
    Draft copied(String other) {
        Draft draft = new Draft(other);
        draft.file = file;
        draft.args = args;
        draft.variables.putAll(variables);
        draft.environmentFile = environmentFile;
        draft.directory = directory;
        draft.user = user;
        draft.log =
                log == null ? null : log.replaceFirst("(\\.[^./]*)?$", "-" + Matcher.quoteReplacement(other) + "$1");
        draft.restarted = restarted;
        draft.minUptime = minUptime;
        draft.initialDelay = initialDelay;
        draft.delayDecaysTo = delayDecaysTo;
        draft.stopSignal = stopSignal;
        draft.stopTimeout = stopTimeout;
        draft.umask = umask;
        draft.successExitCodes.addAll(successExitCodes);
        draft.groups.addAll(groups);
        draft.dependencies.putAll(dependencies);
        draft.monitors.addAll(monitors);
        draft.readyTimeout = readyTimeout;
        draft.logMode = logMode;
        draft.logSize = logSize;
        draft.logsKept = logsKept;
        draft.logAge = logAge;
        draft.logsCompressed = logsCompressed;
        draft.idle = idle;
        draft.run = run;
        return draft;
    }

    /** The command that asks for it. */
    public ExecCommand command() {
        return command(List.of());
    }

    /** The same for being resolved at once, where what it depends on is named apart from the terms. */
    public ExecCommand resolved() {
        return command(List.copyOf(dependencies.keySet()));
    }

    private ExecCommand command(List<String> named) {
        return new ExecCommand(
                file,
                name,
                args,
                variables,
                "/",
                Map.of(),
                directory,
                user,
                log,
                null,
                restarted,
                new RestartSettings(minUptime, initialDelay, null, delayDecaysTo),
                new StopSettings(stopSignal, stopTimeout),
                named,
                groups,
                false,
                new ExecutionSettings(
                        environmentFile == null ? null : environmentFile.toString(),
                        successExitCodes,
                        umask,
                        null,
                        Map.of(),
                        new LogSettings(logSize, logAge, logsKept, logsCompressed, null, logMode, null, null)),
                new TaskSettings(monitors, readyTimeout, dependencies, run));
    }
}
