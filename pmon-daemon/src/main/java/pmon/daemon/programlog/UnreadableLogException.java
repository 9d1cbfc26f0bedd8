package pmon.daemon.programlog;

/** A log cannot be read; the message names the program, the file and the reason. */
public final class UnreadableLogException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLogException(LogSource source, String why) {
        super("cannot read the log of " + source.process() + ", " + source.file() + ": " + why);
    }

    UnreadableLogException(LogSource source, Throwable cause) {
        super("cannot read the log of " + source.process() + ", " + source.file() + ": " + cause.getMessage(), cause);
    }
}
