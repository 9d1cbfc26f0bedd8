package pmon.daemon.gateway;

import java.util.List;
import pmon.api.protocol.ErrorCode;
import pmon.core.supervisor.Change;

/** What came of resolving a changing request. */
public sealed interface Resolution {
    /** It is fit for the supervisor: one change after the other, each only where the one before has come to a good end. */
    record Resolved(List<Change> changes) implements Resolution {
        public Resolved {
            changes = List.copyOf(changes);
        }

        /** A single change. */
        public Resolved(Change change) {
            this(List.of(change));
        }
    }

    /** It cannot be done as written. */
    record Refused(ErrorCode code, String message) implements Resolution {}
}
