package pmon.core.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;

/** A changing request whose paths and users have been resolved. */
public sealed interface Change {
    Completion completion();

    /** Registers a program, or updates the stopped one of the same name and file, and starts it. */
    record Exec(ProcessSpec spec, boolean replace, Completion completion) implements Change {}

    /**
     * Starts programs, running ones after stopping them.
     *
     * @param only leaves alone what depends on them
     */
    record Restart(Targets targets, Patch patch, boolean counted, boolean only, Completion completion)
            implements Change {
        /** With what goes along. */
        public Restart(Targets targets, Patch patch, boolean counted, Completion completion) {
            this(targets, patch, counted, false, completion);
        }
    }

    /**
     * Stops programs.
     *
     * @param only leaves alone what depends on them
     */
    record Stop(Targets targets, boolean force, boolean only, Completion completion) implements Change {
        /** With what goes along. */
        public Stop(Targets targets, boolean force, Completion completion) {
            this(targets, force, false, completion);
        }
    }

    record Delete(Targets targets, boolean force, boolean keepLogs, Completion completion) implements Change {}

    /** Stops everything the caller may stop. */
    record Kill(boolean force, Completion completion) implements Change {}

    /** Stops and forgets everything the caller may act on. */
    record Drop(boolean force, Completion completion) implements Change {}

    /** Forgets what was counted of programs, and tries at once what waits for a time. */
    record Reset(Targets targets, Completion completion) implements Change {}

    /** Waits until programs are as somebody wants them; changes nothing. */
    record Await(Targets targets, Until until, Completion completion) implements Change {}

    /** Sends a signal to the main processes of those that run. */
    record SendSignal(Targets targets, Signal signal, Completion completion) implements Change {}

    /** Runs tasks and waits for their end. */
    record RunTask(Targets targets, Completion completion) implements Change {}

    /**
     * Brings programs in line with a process configuration and starts what is stopped.
     *
     * @param entries all of the configuration, in its order; those the caller may not touch included
     * @param configurationOnly leaves programs alone that no entry is for
     * @param prune deletes programs that an earlier configuration had and this one has not
     */
    record Init(List<Configured> entries, boolean configurationOnly, boolean prune, Completion completion)
            implements Change {
        public Init {
            entries = List.copyOf(entries);
        }
    }

    /** Changes groups; answered by {@link Outcome.Grouped}. */
    record ChangeGroups(GroupChange change, Completion completion) implements Change {}

    /**
     * Values that a restart sets first; null leaves one as it is.
     *
     * @param logDirectory absolute; the file is named after the program
     */
    record Patch(
            @Nullable List<String> args,
            @Nullable Account user,
            @Nullable String log,
            @Nullable String logDirectory,
            @Nullable Boolean autoRestart,
            @Nullable List<String> dependencies) {
        /** Changes nothing. */
        public static final Patch NONE = new Patch(null, null, null, null, null, null);
    }
}
