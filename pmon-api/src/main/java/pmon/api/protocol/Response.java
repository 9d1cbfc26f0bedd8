package pmon.api.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessView;

/** What the daemon answers. */
public sealed interface Response {
    /** Programs: those listed, or those affected, as they are now. */
    record Processes(List<ProcessView> processes) implements Response {
        public Processes {
            processes = List.copyOf(processes);
        }
    }

    /** The end of a stream, or nothing more to say. */
    record Done() implements Response {}

    /**
     * The daemon itself.
     *
     * @param programs how many it manages
     */
    record Daemon(int pid, String version, long uptimeMillis, String socket, int programs) implements Response {}

    /**
     * It did not work.
     *
     * @param message what was tried, on what, why it failed, and what can be done
     * @param exit for {@link ErrorCode#START_FAILED}: how the program ended; null when it never ran
     * @param logTail for {@link ErrorCode#START_FAILED}: the last lines of its log
     */
    record Failed(ErrorCode code, String message, @Nullable ExitStatus exit, List<String> logTail) implements Response {
        public Failed {
            logTail = List.copyOf(logTail);
        }

        public Failed(ErrorCode code, String message) {
            this(code, message, null, List.of());
        }
    }
}
