package pmon.daemon.programlog;

import java.io.IOException;

/** Takes what is in several logs, lines or stretches of the open files; may wait, which slows the reading down. */
@FunctionalInterface
public interface TaggedLineSink {
    /**
     * Takes one line.
     *
     * @throws IOException when it cannot be passed on; ends the reading
     */
    void line(LogSource source, String line) throws IOException, InterruptedException;

    /** Whether it takes stretches where there is an open file to be passed. */
    default boolean takesStretches() {
        return false;
    }

    /**
     * Takes a stretch instead of the lines in it.
     *
     * @throws IOException when it cannot be passed on; ends the reading
     */
    default void stretch(LogSource source, Stretch stretch) throws IOException {
        throw new IllegalStateException("it takes lines only");
    }

    /** What takes those of one log. */
    default LineSink of(LogSource source) {
        return new LineSink() {
            @Override
            public void line(String line) throws IOException, InterruptedException {
                TaggedLineSink.this.line(source, line);
            }

            @Override
            public boolean takesStretches() {
                return TaggedLineSink.this.takesStretches();
            }

            @Override
            public void stretch(Stretch stretch) throws IOException {
                TaggedLineSink.this.stretch(source, stretch);
            }
        };
    }
}
