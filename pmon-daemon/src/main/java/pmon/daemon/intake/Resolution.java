package pmon.daemon.intake;

import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.core.supervisor.Change;

/** What came of resolving a request. */
public sealed interface Resolution {
    /** The supervisor can decide it: one change after the other, each only where the one before has come to a good end. */
    record Ready(List<Change> changes) implements Resolution {
        public Ready {
            changes = List.copyOf(changes);
        }

        /** A single one. */
        public Ready(Change change) {
            this(List.of(change));
        }
    }

    /** It asks for something that is not there or not allowed; nothing has happened. */
    record Refused(ErrorCode code, String message) implements Resolution {}
}
