package pmon.daemon.programlog;

import java.io.IOException;

/** Takes lines of several logs; may wait, which slows the reading down. */
@FunctionalInterface
public interface TaggedLineSink {
    /**
     * Takes one line.
     *
     * @throws IOException when it cannot be passed on; ends the reading
     */
    void line(LogSource source, String line) throws IOException, InterruptedException;
}
