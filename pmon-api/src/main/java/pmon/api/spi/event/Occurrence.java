package pmon.api.spi.event;

import java.util.Locale;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;

/**
 * Something that people want to react to.
 *
 * @param event what made it known
 * @param program as it was when that became known; one that was deleted as it was last known
 */
public record Occurrence(Kind kind, ProcessEvent event, ProcessRecord program) {
    /** What can happen. Later versions may have more: react to those you know. */
    public enum Kind {
        /** An automatic restart, and the successor runs. */
        PROCESS_RESTART,
        /** A program failed, and there is no further try. */
        PROCESS_FAILURE,
        /** Flap detection holds a program back. */
        PROCESS_BACKOFF,
        /** Any event at all, those that are told as one of the others among them. */
        EVENT;

        /** The word in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
