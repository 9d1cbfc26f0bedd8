package pmon.api.protocol;

import java.util.Locale;

/** Why a request failed, as scripts see it: a word in JSON and an exit code of the command. */
public enum ErrorCode {
    START_FAILED(1),
    STORE_FULL(1),
    BUSY(1),
    /** The daemon is about to be replaced by a newer one, which is to be asked again. */
    UPGRADING(1),
    FAILED(1),
    USAGE(2),
    BAD_CONFIG(2),
    NO_SUCH_FILE(2),
    NOT_EXECUTABLE(2),
    UNKNOWN_USER(2),
    BAD_NAME(2),
    NO_DAEMON(3),
    ALREADY_RUNNING(4),
    SECOND_DAEMON(4),
    UNKNOWN_PROCESS(5),
    UNKNOWN_GROUP(5),
    UNKNOWN_PLUGIN(5),
    NONE_RUNNING(5),
    NO_PROCESSES(5),
    UNHEALTHY(6),
    NOT_PERMITTED(7),
    /** The outcome was still open when the wait ended. */
    TIMEOUT(124);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that fails so. */
    public int exitCode() {
        return exitCode;
    }

    /** The word in JSON, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
