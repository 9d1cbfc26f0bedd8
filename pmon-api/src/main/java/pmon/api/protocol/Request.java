package pmon.api.protocol;

import org.jspecify.annotations.Nullable;

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
     */
    record ReadLog(Targets targets, LogRange range, boolean follow) implements Query {}

    /**
     * Events; a stream of {@link StreamItem.Event} until the client leaves, or until the present end is reached.
     *
     * @param after starts behind this number; null starts now
     * @param follow false ends with the last event there is
     */
    record Events(@Nullable Long after, boolean follow) implements Query {}

    /** Answered by {@link Response.Daemon}. */
    record DaemonStatus() implements Query {}

    /** Registers a program and starts it. Answered by {@link Response.Processes} of one. */
    record Exec(ExecCommand command, Completion completion) implements Change {}

    /**
     * Starts programs; running ones are stopped first.
     *
     * @param counted whether it counts as a restart ({@code restart} does, {@code start} does not)
     */
    record Restart(Targets targets, SpecChange change, boolean counted, Completion completion) implements Change {}

    /**
     * Stops programs.
     *
     * @param force sends SIGKILL at once
     */
    record Stop(Targets targets, boolean force, Completion completion) implements Change {}

    /** Stops programs and removes their records and, unless kept, their logs. */
    record Delete(Targets targets, boolean force, boolean keepLogs, Completion completion) implements Change {}

    /** Stops every running program; fails with {@code none_running} when there is none. */
    record Kill(boolean force, Completion completion) implements Change {}
}
