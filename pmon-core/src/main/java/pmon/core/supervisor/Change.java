package pmon.core.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Targets;

/** A changing request whose paths and users have been resolved. */
public sealed interface Change {
    Completion completion();

    /** Registers a program, or updates the stopped one of the same name and file, and starts it. */
    record Exec(ProcessSpec spec, boolean replace, Completion completion) implements Change {}

    /** Starts programs, running ones after stopping them. */
    record Restart(Targets targets, Patch patch, boolean counted, Completion completion) implements Change {}

    record Stop(Targets targets, boolean force, Completion completion) implements Change {}

    record Delete(Targets targets, boolean force, boolean keepLogs, Completion completion) implements Change {}

    /** Stops everything the caller may stop. */
    record Kill(boolean force, Completion completion) implements Change {}

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
