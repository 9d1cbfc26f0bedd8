package pmon.daemon.programlog;

import java.io.IOException;

/** Takes the lines of one log, one after the other; may wait, which slows the reading down. */
@FunctionalInterface
interface LineSink {
    void line(String line) throws IOException, InterruptedException;
}
