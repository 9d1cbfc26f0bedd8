package pmon.daemon.intake;

import pmon.api.protocol.ErrorCode;
import pmon.core.supervisor.Change;

/** What came of resolving a request. */
public sealed interface Resolution {
    /** The supervisor can decide it. */
    record Ready(Change change) implements Resolution {}

    /** It asks for something that is not there or not allowed; nothing has happened. */
    record Refused(ErrorCode code, String message) implements Resolution {}
}
