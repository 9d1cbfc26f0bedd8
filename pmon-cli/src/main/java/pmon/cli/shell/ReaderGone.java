package pmon.cli.shell;

import java.io.IOException;

/** Nobody reads standard output any more, as in {@code pmon ls | head -1}: the command ends, and quietly. */
public final class ReaderGone extends IOException {
    private static final long serialVersionUID = 1L;

    public ReaderGone(IOException cause) {
        super(cause);
    }
}
