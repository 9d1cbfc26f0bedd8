package pmon.cli.shell;

import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;

/** Why a command could not do what it was asked: the end of the command, told to the caller as text or JSON and as exit code. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Response.Failed failed;

    public Failure(Response.Failed failed) {
        // It is an answer, not a defect: nobody reads a stack trace of it.
        super(failed.message(), null, false, false);
        this.failed = failed;
    }

    public Failure(ErrorCode code, String message) {
        this(new Response.Failed(code, message));
    }

    /** The command line itself is wrong. */
    public static Failure usage(String message) {
        return new Failure(ErrorCode.USAGE, message);
    }

    /** What is told to the caller. */
    public Response.Failed failed() {
        return failed;
    }
}
