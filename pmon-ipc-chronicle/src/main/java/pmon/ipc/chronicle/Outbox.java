package pmon.ipc.chronicle;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The end of a queue that is written. A frame is one or more excerpts: four bytes, the length of the frame in the first of them and
 * {@link #CONTINUED} in the others, then content.
 *
 * <p>The writer is never more than {@link #WINDOW} ahead of the reader, so a reader that stops costs that much memory and no more.
 */
final class Outbox implements Bell.Awaited, AutoCloseable {
    /** Content of one excerpt, so that several fit into what Chronicle maps at once. */
    static final int PIECE = 16 * 1024;

    static final int CONTINUED = -1;

    /** What an excerpt takes besides its content, generously: Chronicle's header, our length, padding, its share of the index. */
    static final int OVERHEAD = 64;

    /** How far the writer may be ahead, in bytes with overhead. */
    static final int WINDOW = 1024 * 1024;

    /** Most connections are one command: few frames, little memory. */
    private static final int FIRST_FILE = 128 * 1024;

    private static final int FILE = 1024 * 1024;

    /** At the end of a file: the mark that a next one follows. */
    private static final int RESERVE = 1024;

    private final Path directory;
    private final Board.Queue board;
    private final Bell bell;
    private final Access access;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private int file;
    private long free;
    private long written;
    private long wanted;

    private Outbox(Path directory, Board.Queue board, Bell bell, Access access) throws IOException {
        this.directory = directory;
        this.board = board;
        this.bell = bell;
        this.access = access;
        this.queue = Queues.open(directory, this::file, access);
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    static Outbox open(Path directory, Board.Queue board, Bell bell, Access access) throws IOException {
        Outbox outbox = new Outbox(directory, board, bell, access);
        try {
            outbox.prepare(FIRST_FILE);
            return outbox;
        } catch (IOException e) {
            outbox.close();
            throw e;
        }
    }

    /** Sends one frame, waiting for room. One thread at a time. */
    void send(byte[] frame) throws IOException {
        int sent = 0;
        do {
            int length = Math.min(PIECE, frame.length - sent);
            awaitRoom(length + OVERHEAD);
            append(sent == 0 ? frame.length : CONTINUED, frame, sent, length);
            sent += length;
            // The excerpt first, then the look at who sleeps; see Board.
            VarHandle.fullFence();
            if (board.wakeReader()) {
                bell.ring();
            }
        } while (sent < frame.length);
    }

    private void append(int head, byte[] frame, int from, int length) throws IOException {
        if (free < length + OVERHEAD + RESERVE) {
            file++;
            prepare(FILE);
        }
        try (DocumentContext excerpt = appender.writingDocument()) {
            Bytes<?> bytes = Queues.content(excerpt);
            bytes.writeInt(head).write(frame, from, length);
            free = capacity() - bytes.writePosition();
        }
        written += length + OVERHEAD;
    }

    private int capacity() {
        return file == 0 ? FIRST_FILE : FILE;
    }

    /**
     * Gives the next file its memory. Chronicle would map a file of holes, and writing to a hole when the memory is used up is a bus
     * error; written zeros are there, or a plain exception says that they cannot be.
     */
    private void prepare(int size) throws IOException {
        access.write(Queues.prepared(directory, file), new byte[size]);
        free = Long.MAX_VALUE;
    }

    private void awaitRoom(int size) throws IOException {
        wanted = written + size - WINDOW;
        if (board.consumed() < wanted && !bell.await(this)) {
            throw new IOException("the peer has ended the connection");
        }
    }

    @Override
    public boolean isThere() {
        if (board.consumed() >= wanted) {
            return true;
        }
        // Not for a single piece: half of the window is worth being woken for.
        board.writerSleeps(wanted + WINDOW / 2 - PIECE);
        if (board.consumed() >= wanted) {
            board.writerSleeps(0);
            return true;
        }
        return false;
    }

    private int file() {
        return file;
    }

    @Override
    public void close() {
        queue.close();
    }
}
