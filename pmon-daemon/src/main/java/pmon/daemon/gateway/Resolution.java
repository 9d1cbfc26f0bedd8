package pmon.daemon.gateway;

import pmon.api.protocol.ErrorCode;
import pmon.core.supervisor.Change;

/** What came of resolving a changing request. */
public sealed interface Resolution {
    /** It is fit for the supervisor. */
    record Resolved(Change change) implements Resolution {}

    /** It cannot be done as written. */
    record Refused(ErrorCode code, String message) implements Resolution {}
}
