package pmon.api.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;

/** What a client asks of the daemon. Every request gets one {@link Response}, streaming ones get {@link StreamItem}s before it. */
public sealed interface Request {
    /** Answered from the published snapshot, without the supervisor's thread. */
    sealed interface Query extends Request {}

    /** Decided by the supervisor, durable before it is acknowledged. */
    sealed interface Change extends Request {}

    /** All programs the caller may see. Answered by {@link Response.Processes}. */
    record ListProcesses() implements Query {}

    /** Programs in full. Answered by {@link Response.Processes}, in the order named. */
    record Describe(Targets targets) implements Query {}

    /**
     * Lines of programs' logs; a stream of {@link StreamItem.LogLine}, ended by {@link Response.Done}.
     *
     * @param follow goes on with new lines until the client leaves
     * @param files whether the client takes open files over this connection, and so {@link StreamItem.LogStretch}es instead of lines
     */
    record ReadLog(Targets targets, LogRange range, boolean follow, boolean files) implements Query {
        /** For a client that wants lines. */
        public ReadLog(Targets targets, LogRange range, boolean follow) {
            this(targets, range, follow, false);
        }
    }

    /**
     * Events; a stream of {@link StreamItem.Event} until the client leaves, or until the present end is reached.
     *
     * @param after starts behind this number; null starts now
     * @param follow false ends with the last event there is
     */
    record Events(@Nullable Long after, boolean follow) implements Query {}

    /**
     * What has happened to one program, oldest first; a stream of {@link StreamItem.Event}, ended by {@link Response.Done}. A program
     * that was deleted is found as long as events of it are kept.
     *
     * @param program id or name
     * @param last at most so many of the newest, at least 1; null for all that are kept
     * @param since only events of this time and later; null for all
     */
    record History(
            String program,
            @Nullable Integer last,
            @Nullable Instant since) implements Query {}

    /** Answered by {@link Response.Daemon}. */
    record DaemonStatus() implements Query {}

    /** Registers a program and starts it. Answered by {@link Response.Processes} of one. */
    record Exec(ExecCommand command, Completion completion) implements Change {}

    /**
     * Starts programs; running ones are stopped first.
     *
     * @param counted whether it counts as a restart ({@code restart} does, {@code start} does not)
     * @param only leaves alone what depends on them and wants to be restarted or stopped with them
     */
    record Restart(Targets targets, SpecChange change, boolean counted, boolean only, Completion completion)
            implements Change {
        /** With what goes along. */
        public Restart(Targets targets, SpecChange change, boolean counted, Completion completion) {
            this(targets, change, counted, false, completion);
        }
    }

    /**
     * Stops programs.
     *
     * @param force sends SIGKILL at once
     * @param only leaves alone what depends on them and wants to be restarted or stopped with them
     */
    record Stop(Targets targets, boolean force, boolean only, Completion completion) implements Change {
        /** With what goes along. */
        public Stop(Targets targets, boolean force, Completion completion) {
            this(targets, force, false, completion);
        }
    }

    /** Stops programs and removes their records and, unless kept, their logs. */
    record Delete(Targets targets, boolean force, boolean keepLogs, Completion completion) implements Change {}

    /** Stops every running program; fails with {@code none_running} when there is none. */
    record Kill(boolean force, Completion completion) implements Change {}

    /** Stops every program the caller may act on and forgets it; fails with {@code no_processes} when there is none. */
    record Drop(boolean force, Completion completion) implements Change {}

    /** Runs tasks and waits for their end. Answered by {@link Response.Processes}. */
    record RunTask(Targets targets, Completion completion) implements Change {}

    /** What is not kept running. Answered by {@link Response.Tasks}. */
    record ListTasks() implements Query {}

    /** Sets restart counters to 0. */
    record Reset(Targets targets, Completion completion) implements Change {}

    /**
     * Waits until programs are as somebody wants them, without changing anything; everybody may. Answered by
     * {@link Response.Processes}; {@code unhealthy} where one will not be so by itself, {@code unknown_process} where one was deleted.
     */
    record Await(Targets targets, Until until, Completion completion) implements Change {}

    /** Sends a signal to the main processes; programs that do not run are left out, {@code none_running} when none does. */
    record SendSignal(Targets targets, Signal signal, Completion completion) implements Change {}

    /** Empties logs. */
    record FlushLogs(Targets targets, Completion completion) implements Change {}

    /** Opens log files again by their paths. */
    record ReopenLogs(Targets targets, Completion completion) implements Change {}

    /**
     * Applies the process configuration and starts what is stopped, dependencies first. Answered by {@link Response.Processes} of all it
     * concerns.
     *
     * @param configurationOnly leaves programs alone that the configuration does not name
     * @param prune deletes programs that an earlier configuration named and this one does not
     */
    record Init(boolean configurationOnly, boolean prune, Completion completion) implements Change {}

    /** What {@link Init} would do. Answered by {@link Response.Plan}. */
    record PlanInit(boolean configurationOnly) implements Query {}

    /** Changes groups. Answered by {@link Response.Groups} of those affected, as they are then. */
    record ChangeGroups(GroupChange change, Completion completion) implements Change {}

    /** All groups. Answered by {@link Response.Groups}. */
    record ListGroups() implements Query {}

    /**
     * Groups with their programs in full. Answered by {@link Response.GroupDetails}.
     *
     * @param groups ids or names
     */
    record DescribeGroups(List<String> groups) implements Query {
        public DescribeGroups {
            groups = List.copyOf(groups);
        }
    }

    /**
     * In which order programs start. Answered by {@link Response.StartOrder}.
     *
     * @param configurationOnly only programs that the process configuration names
     */
    record ShowDependencies(boolean configurationOnly) implements Query {}

    /** The settings in force. Answered by {@link Response.Settings}. */
    record ShowSettings() implements Query {}

    /**
     * Programs as a process configuration. Answered by {@link Response.Text}.
     *
     * @param format {@code json}, {@code toml} or {@code yaml}
     * @param order the field that they are ordered by
     */
    record Export(String format, String order) implements Query {}

    /** The plugins that there are. Answered by {@link Response.Plugins}. */
    record ListPlugins() implements Query {}

    /**
     * Switches a plugin on or off, for good. Answered by {@link Response.Plugins} of one.
     *
     * @param name of the plugin
     */
    record SwitchPlugin(String name, boolean on) implements Request {}
}
