package pmon.ipc.chronicle;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.FrameTooLargeException;

/**
 * The end of a queue that is read. A reader that has just been busy looks again and again for {@link #SPIN_NANOS}, for then the next frame
 * comes within a microsecond of being written, unless that was in vain ({@link Patience}); after that it sleeps until the bell rings, which
 * costs nothing for as long as it takes.
 */
final class Inbox implements Bell.Awaited, AutoCloseable {
    /** About as long as falling asleep and being woken takes. With a single processor nobody could write meanwhile. */
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 50_000 : 0;

    /** Content is given memory as it arrives, not as it is announced. */
    private static final int FIRST = 64 * 1024;

    private final Path directory;
    private final Board.Queue board;
    private final Bell bell;
    private final int maxFrameBytes;
    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final Patience patience = new Patience();
    private long consumed;
    private int file;
    private byte @Nullable [] frame;
    private int total;
    private int filled;
    private byte @Nullable [] arrived;

    Inbox(Path directory, Board.Queue board, Bell bell, int maxFrameBytes, Access access) throws IOException {
        this.directory = directory;
        this.board = board;
        this.bell = bell;
        this.maxFrameBytes = maxFrameBytes;
        this.queue = Queues.open(directory, () -> 0, access);
        this.tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
    }

    /**
     * The next frame, null when the peer has ended the connection. One thread at a time.
     *
     * @param closed ends the spinning
     */
    byte @Nullable [] receive(BooleanSupplier closed) throws IOException {
        try {
            byte[] next = spin(closed);
            if (next != null) {
                return next;
            }
            boolean there = bell.await(this);
            next = there ? arrived : poll();
            arrived = null;
            if (next == null && frame != null) {
                throw new EOFException(
                        "the peer ended the connection after " + filled + " of " + total + " bytes of a frame");
            }
            return next;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte @Nullable [] spin(BooleanSupplier closed) throws IOException {
        byte[] next = poll();
        if (next != null) {
            return next;
        }
        if (!patience.isLeft()) {
            return null;
        }
        long end = System.nanoTime() + SPIN_NANOS;
        while (System.nanoTime() < end && !closed.getAsBoolean()) {
            Thread.onSpinWait();
            next = poll();
            if (next != null) {
                patience.rewarded();
                return next;
            }
        }
        return null;
    }

    @Override
    public boolean isThere() {
        try {
            arrived = poll();
            if (arrived == null) {
                board.readerSleeps();
                arrived = poll();
                if (arrived != null) {
                    patience.rewarded();
                    board.wakeReader();
                }
            }
            return arrived != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame, if the rest of it is there. */
    private byte @Nullable [] poll() throws IOException {
        while (true) {
            int length;
            try (DocumentContext excerpt = tailer.readingDocument()) {
                if (!excerpt.isPresent()) {
                    return null;
                }
                length = take(Queues.content(excerpt));
            }
            done(length + Outbox.OVERHEAD);
            if (frame != null && filled == total) {
                byte[] whole = frame;
                frame = null;
                return whole;
            }
        }
    }

    private int take(Bytes<?> bytes) throws IOException {
        int head = bytes.readInt();
        int length = Math.toIntExact(bytes.readRemaining());
        byte[] content = frame;
        if (content == null) {
            if (Integer.toUnsignedLong(head) > maxFrameBytes) {
                throw new FrameTooLargeException(Integer.toUnsignedLong(head), maxFrameBytes);
            }
            total = head;
            filled = 0;
            content = new byte[Math.min(total, FIRST)];
        } else if (head != Outbox.CONTINUED) {
            throw new IOException("a frame begins within another in " + directory);
        }
        if (length > total - filled) {
            throw new IOException("a frame is longer than it announced in " + directory);
        }
        if (filled + length > content.length) {
            content = Arrays.copyOf(content, (int) Math.min(total, Math.max(2L * content.length, filled + length)));
        }
        bytes.read(content, filled, length);
        filled += length;
        frame = content;
        return length;
    }

    private void done(int bytes) throws IOException {
        consumed += bytes;
        board.consumed(consumed);
        if (board.wakeWriter(consumed)) {
            bell.ring();
        }
        int reading = tailer.cycle();
        while (file < reading) {
            Queues.delete(directory, file++);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
