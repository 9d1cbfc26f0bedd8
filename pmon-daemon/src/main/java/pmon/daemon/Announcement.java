package pmon.daemon;

import java.io.PrintStream;

/**
 * Tells whoever started the daemon what came of it. In the foreground that is a line on stderr. Detached, the launcher reads stdout and
 * stderr until both are closed; the last line is {@code ready} or {@code exit N}.
 */
final class Announcement {
    private final boolean detached;
    private final PrintStream out;
    private final PrintStream err;

    Announcement(boolean detached, PrintStream out, PrintStream err) {
        this.detached = detached;
        this.out = out;
        this.err = err;
    }

    void ready() {
        if (!detached) {
            err.println("ready");
            return;
        }
        out.println("ready");
        // The JDK puts /dev/null in the place of a standard stream that is closed, which ends the launcher's wait.
        out.close();
        err.close();
    }

    void failed(StartFailure failure) {
        err.println("pmond: " + failure.getMessage());
        if (detached) {
            out.println("exit " + failure.code().exitCode());
        }
    }
}
