package pmon.cli.procdog;

/** Why a line was not carried out: told on stderr as {@code procdog: error: …}. */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The configuration, or something that it refers to, is wrong. */
    static final int CONFIGURATION = 3;

    private final int exitCode;

    Trouble(int exitCode, String message) {
        // It is an answer, not a defect: nobody reads a stack trace of it.
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
