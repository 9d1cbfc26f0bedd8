package pmon.daemon.programlog;

import java.io.IOException;

/** Passes lines on but for the first so many, over several files. */
final class LineSkip implements LineSink {
    private final LineSink sink;
    private long left;

    LineSkip(long count, LineSink sink) {
        this.left = count;
        this.sink = sink;
    }

    @Override
    public void line(String line) throws IOException, InterruptedException {
        if (left > 0) {
            left--;
        } else {
            sink.line(line);
        }
    }
}
