package pmon.daemon.view;

import java.util.List;

/**
 * How the log of one program is.
 *
 * @param dropped bytes of output that could not be kept
 * @param problems what is wrong with it now, in sentences
 */
public record LogHealth(long dropped, List<String> problems) {
    /** Nothing to complain about. */
    public static final LogHealth GOOD = new LogHealth(0, List.of());

    public LogHealth {
        problems = List.copyOf(problems);
    }
}
