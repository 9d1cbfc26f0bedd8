package pmon.daemon.programlog;

import java.io.IOException;
import pmon.wire.log.LineSplitter.Lines;

/** Takes what is in one log: lines, one after the other, or stretches of the open file. It may wait, which slows the reading down. */
@FunctionalInterface
interface LineSink extends Lines<InterruptedException> {
    /** Whether it takes stretches where there is an open file to be passed. */
    default boolean takesStretches() {
        return false;
    }

    /** Takes a stretch instead of the lines in it. */
    default void stretch(Stretch stretch) throws IOException {
        throw new IllegalStateException("it takes lines only");
    }
}
