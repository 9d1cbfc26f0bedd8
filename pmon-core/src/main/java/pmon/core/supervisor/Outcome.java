package pmon.core.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.ErrorCode;

/** What came of a change. */
public sealed interface Outcome {
    /**
     * It is done, or durable where the caller did not want to wait.
     *
     * @param affected the programs as they are now, deleted ones as they were last
     */
    record Done(List<ProcessSnapshot> affected) implements Outcome {
        public Done {
            affected = List.copyOf(affected);
        }
    }

    /**
     * Groups were changed.
     *
     * @param affected the groups as they are now, deleted ones as they were last
     */
    record Grouped(List<GroupSnapshot> affected) implements Outcome {
        public Grouped {
            affected = List.copyOf(affected);
        }
    }

    /**
     * It is not.
     *
     * @param exit how the program ended, for {@code start_failed}
     * @param process the program it is about, whose last log lines are of interest, for {@code start_failed}
     */
    record Failed(
            ErrorCode code,
            String message,
            @Nullable ExitStatus exit,
            @Nullable ProcessSnapshot process) implements Outcome {
        public Failed(ErrorCode code, String message) {
            this(code, message, null, null);
        }
    }
}
