package pmon.api.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: everything needed to start a program, resolved (absolute paths, known user) and independent of the
 * caller who asked.
 *
 * @param file absolute path of the executable; also its argv[0]
 * @param args arguments after argv[0]
 * @param envVars variables set explicitly; they win over {@code inheritedEnv}
 * @param inheritedEnv the environment taken over from the caller or the daemon when the program was registered
 * @param cwd absolute working directory
 * @param log absolute path of the log file
 * @param autoRestart whether an end that nobody asked for is followed by a restart; never of what is to come to its end
 * @param restart per-program restart timings; null components mean the daemon's settings
 * @param stop per-program stop settings; null components mean the daemon's settings
 * @param dependencies names of programs that start before this one
 * @param groups names of groups this program belongs to
 * @param execution how it is executed, beyond what and where
 * @param task what it is beyond something that is kept running
 */
public record ProcessSpec(
        ProcessName name,
        String file,
        List<String> args,
        Map<String, String> envVars,
        Map<String, String> inheritedEnv,
        String cwd,
        Account user,
        String log,
        boolean autoRestart,
        RestartSettings restart,
        StopSettings stop,
        List<String> dependencies,
        List<String> groups,
        ExecutionSettings execution,
        TaskSettings task) {
    /** Behind the path of the log: stderr, where it has a file of its own. */
    public static final String ERR_LOG_SUFFIX = ".err";

    public ProcessSpec {
        autoRestart = autoRestart && !task.run().ends();
        args = List.copyOf(args);
        envVars = Map.copyOf(envVars);
        inheritedEnv = Map.copyOf(inheritedEnv);
        dependencies = List.copyOf(dependencies);
        groups = List.copyOf(groups);
        requireAbsolute("file", file);
        requireAbsolute("cwd", cwd);
        requireAbsolute("log", log);
    }

    /** A spec of something that is kept running, and no more. */
    public ProcessSpec(
            ProcessName name,
            String file,
            List<String> args,
            Map<String, String> envVars,
            Map<String, String> inheritedEnv,
            String cwd,
            Account user,
            String log,
            boolean autoRestart,
            RestartSettings restart,
            StopSettings stop,
            List<String> dependencies,
            List<String> groups) {
        this(
                name,
                file,
                args,
                envVars,
                inheritedEnv,
                cwd,
                user,
                log,
                autoRestart,
                restart,
                stop,
                dependencies,
                groups,
                ExecutionSettings.DEFAULT,
                TaskSettings.DEFAULT);
    }

    /** The same with other arguments. */
    public ProcessSpec withArgs(List<String> others) {
        return with(others, inheritedEnv, user, log, autoRestart, stop, dependencies, groups, task);
    }

    /** The same with another inherited environment. */
    public ProcessSpec withInheritedEnv(Map<String, String> other) {
        return with(args, other, user, log, autoRestart, stop, dependencies, groups, task);
    }

    /** The same as another user. */
    public ProcessSpec withUser(Account other) {
        return with(args, inheritedEnv, other, log, autoRestart, stop, dependencies, groups, task);
    }

    /** The same with another log. */
    public ProcessSpec withLog(String other) {
        return with(args, inheritedEnv, user, other, autoRestart, stop, dependencies, groups, task);
    }

    /** The same with automatic restarts or without. */
    public ProcessSpec withAutoRestart(boolean wanted) {
        return with(args, inheritedEnv, user, log, wanted, stop, dependencies, groups, task);
    }

    /** The same with other stop settings. */
    public ProcessSpec withStop(StopSettings other) {
        return with(args, inheritedEnv, user, log, autoRestart, other, dependencies, groups, task);
    }

    /** The same depending on others. */
    public ProcessSpec withDependencies(List<String> others) {
        return with(args, inheritedEnv, user, log, autoRestart, stop, others, groups, task);
    }

    /** The same in other groups. */
    public ProcessSpec withGroups(List<String> others) {
        return with(args, inheritedEnv, user, log, autoRestart, stop, dependencies, others, task);
    }

    /** The same being something else beyond what is kept running. */
    public ProcessSpec withTask(TaskSettings other) {
        return with(args, inheritedEnv, user, log, autoRestart, stop, dependencies, groups, other);
    }

    private ProcessSpec with(
            List<String> otherArgs,
            Map<String, String> otherInheritedEnv,
            Account otherUser,
            String otherLog,
            boolean otherAutoRestart,
            StopSettings otherStop,
            List<String> otherDependencies,
            List<String> otherGroups,
            TaskSettings otherTask) {
        return new ProcessSpec(
                name,
                file,
                otherArgs,
                envVars,
                otherInheritedEnv,
                cwd,
                otherUser,
                otherLog,
                otherAutoRestart,
                restart,
                otherStop,
                otherDependencies,
                otherGroups,
                execution,
                otherTask);
    }

    private static void requireAbsolute(String what, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(what + " is not an absolute path: " + path);
        }
    }

    /**
     * Restart timings set for one program; null means the daemon's {@code restart.*} setting.
     *
     * @param decaysTo every restart is delayed, twice as long as the one before, and for each time that the program lives as long as its delay
     *     is, that comes a tenth closer to this; null means that only instances that lived too short delay the next
     */
    public record RestartSettings(
            @Nullable Duration minUptime,
            @Nullable Duration initialDelay,
            @Nullable Duration maxDelay,
            @Nullable Duration decaysTo) {
        /** Nothing set. */
        public static final RestartSettings DEFAULT = new RestartSettings(null, null, null);

        /** Of a program that is delayed only after instances that lived too short. */
        public RestartSettings(
                @Nullable Duration minUptime, @Nullable Duration initialDelay, @Nullable Duration maxDelay) {
            this(minUptime, initialDelay, maxDelay, null);
        }
    }

    /**
     * Stop settings of one program; null means the daemon's {@code stop.*} setting.
     *
     * @param linger how long its record outlives its end, after which it is forgotten, as by the end of the daemon: for programs that
     *     belong to somebody else's script; null keeps it until it is deleted
     */
    public record StopSettings(
            @Nullable Signal signal,
            @Nullable Duration timeout,
            @Nullable Duration linger) {
        /** Nothing set. */
        public static final StopSettings DEFAULT = new StopSettings(null, null);

        /** Of a program that is remembered. */
        public StopSettings(@Nullable Signal signal, @Nullable Duration timeout) {
            this(signal, timeout, null);
        }

        public StopSettings {
            if (linger != null && linger.isNegative()) {
                throw new IllegalArgumentException("linger is not negative: " + linger);
            }
        }
    }
}
