package pmon.daemon.programlog;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.LogRange;

/**
 * A log that is being followed by its path: through truncation (then from its beginning), rotation, however often between two looks, and
 * replacement (first the old file to its end, then its successors from their beginnings), and before it exists. A file that is truncated
 * and grows beyond its old length between two looks cannot be told from one that just grew. One thread.
 */
final class Followed implements AutoCloseable {
    /** Bytes of one log before it is another one's turn. */
    static final long TURN_BYTES = 1 << 20;

    private final LogSource source;
    private final LogFiles files;
    private final LineSink sink;
    private final Successors successors;
    /** What is read when this file has been, the last of it being what is written now. */
    private final Deque<OpenLog> next = new ArrayDeque<>();

    private @Nullable OpenLog log;

    Followed(LogSource source, LogFiles files, TaggedLineSink sink) {
        this.source = source;
        this.files = files;
        this.sink = sink.of(source);
        this.successors = new Successors(source, files);
    }

    LogSource source() {
        return source;
    }

    /** Opens what is there now, at the range. */
    void begin(LogRange range) throws UnreadableLogException {
        log = files.open(source).orElse(null);
        if (log != null) {
            log.seek(range, Long.MAX_VALUE);
        }
    }

    /**
     * Reads what is new, up to a turn's worth.
     *
     * @return whether there may be more to read right now
     */
    boolean advance() throws IOException, InterruptedException, UnreadableLogException {
        if (log == null) {
            log = files.open(source).orElse(null);
            if (log == null) {
                return false;
            }
        }
        // Looked at before reading: what went into the old file until it was replaced is read below.
        Object now = LogFiles.identity(source);
        if (log.compressed()) {
            log.readCompressed(sink);
        } else {
            if (log.left() < 0) {
                log.rewind(sink);
            }
            if (!log.read(TURN_BYTES, sink)) {
                return true;
            }
        }
        if (next.isEmpty()) {
            if (now == null || now.equals(log.identity())) {
                return false;
            }
            next.addAll(successors.of(log));
            if (next.isEmpty()) {
                return false;
            }
        }
        log.end(sink);
        log.close();
        log = next.removeFirst();
        return true;
    }

    /** Keeps nothing in memory but an unfinished line until the next look. */
    void rest() {
        if (log != null) {
            log.rest();
        }
    }

    @Override
    public void close() {
        try {
            if (log != null) {
                log.close();
            }
            Successors.close(next);
        } catch (IOException e) {
            // The descriptors are gone either way (close(2)), and nothing was written.
        }
    }
}
