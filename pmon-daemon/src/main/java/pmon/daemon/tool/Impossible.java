package pmon.daemon.tool;

import pmon.api.protocol.ErrorCode;

/** What is wrong with what somebody wanted; never leaves the tools. */
final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    Impossible(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
