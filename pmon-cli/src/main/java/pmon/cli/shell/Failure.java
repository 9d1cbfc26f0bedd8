package pmon.cli.shell;

import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;

/** Why a command could not do what it was asked: the end of the command, told to the caller as text or JSON and as exit code. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Response.Failed failed;
    private final boolean told;
    private final int exitCode;

    public Failure(Response.Failed failed) {
        this(failed, false, failed.code().exitCode());
    }

    private Failure(Response.Failed failed, boolean told, int exitCode) {
        // It is an answer, not a defect: nobody reads a stack trace of it.
        super(failed.message(), null, false, false);
        this.failed = failed;
        this.told = told;
        this.exitCode = exitCode;
    }

    public Failure(ErrorCode code, String message) {
        this(new Response.Failed(code, message));
    }

    /** The command line itself is wrong. */
    public static Failure usage(String message) {
        return new Failure(ErrorCode.USAGE, message);
    }

    /** Another program failed in our place and has said why: only its exit code is passed on. */
    public static Failure told(int exitCode) {
        return new Failure(new Response.Failed(ErrorCode.FAILED, "ended with exit code " + exitCode), true, exitCode);
    }

    /** Whether the caller has been told already. */
    public boolean told() {
        return told;
    }

    /** Why, in a word. */
    public ErrorCode code() {
        return failed.code();
    }

    /** The exit code of the command. */
    public int exitCode() {
        return exitCode;
    }

    /** What is told to the caller. */
    public Response.Failed failed() {
        return failed;
    }
}
