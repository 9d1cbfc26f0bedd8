package pmon.daemon;

import pmon.api.protocol.ErrorCode;

/** The daemon cannot start; the message is for whoever wanted it to. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    StartFailure(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
