package pmon.daemon.hook;

import java.util.Locale;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;

/**
 * Something that people want to react to.
 *
 * @param event what made it known
 * @param program as it was when that became known
 */
public record Occurrence(Kind kind, ProcessEvent event, ProcessRecord program) {
    /** What can happen. */
    public enum Kind {
        /** An automatic restart, and the successor runs. */
        PROCESS_RESTART,
        /** A program failed, and there is no further try. */
        PROCESS_FAILURE,
        /** Flap detection holds a program back. */
        PROCESS_BACKOFF;

        /** The word in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
