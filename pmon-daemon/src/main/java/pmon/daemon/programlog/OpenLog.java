package pmon.daemon.programlog;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.InstantSource;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.LogRange;
import pmon.wire.log.LineSplitter;

/** An open log and how far it has been read. It keeps one block and one unfinished line in memory, however large the file is. One thread. */
final class OpenLog implements AutoCloseable {
    /** Bytes read at a time. */
    static final int BLOCK = 64 * 1024;

    /** Checksum and size of what was compressed, each modulo 2^32. Source: RFC 1952. */
    private static final int GZIP_TRAILER_BYTES = 8;

    private static final long NOTHING = -1;

    private final LogSource source;
    private final SeekableByteChannel channel;
    private final Object identity;
    private final @Nullable FileDescriptor descriptor;
    /** How far it was passed on in stretches. The position is the receiver's too, who may put it where he likes. */
    private long passed = NOTHING;

    private @Nullable ByteBuffer buffer;
    private final long openedMillis = InstantSource.system().millis();
    private final LineSplitter lines = new LineSplitter();

    /**
     * @param identity tells the file apart from another one that takes its place
     * @param descriptor of the channel; null where it cannot be passed on
     */
    OpenLog(LogSource source, SeekableByteChannel channel, Object identity, @Nullable FileDescriptor descriptor) {
        this.descriptor = descriptor;
        this.source = source;
        this.channel = channel;
        this.identity = identity;
    }

    Object identity() {
        return identity;
    }

    LogSource source() {
        return source;
    }

    /** Since the epoch. */
    long openedMillis() {
        return openedMillis;
    }

    boolean compressed() {
        return Rotations.compressed(source);
    }

    /** Whether this is what became of another one that was opened: the same file, or that one compressed. */
    boolean continues(OpenLog former) throws IOException {
        if (identity.equals(former.identity)) {
            return true;
        }
        if (!compressed() || channel.size() < GZIP_TRAILER_BYTES) {
            return false;
        }
        ByteBuffer trailer = ByteBuffer.allocate(GZIP_TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(channel.size() - GZIP_TRAILER_BYTES);
        while (trailer.hasRemaining() && channel.read(trailer) > 0) {}
        channel.position(0);
        return trailer.getInt(Integer.BYTES) == (int) former.channel.size()
                && trailer.getInt(0) == (int) former.checksum();
    }

    /** Of all there is in it; its position stays where it is. */
    private long checksum() throws IOException {
        long position = channel.position();
        CRC32 checksum = new CRC32();
        channel.position(0);
        ByteBuffer block = block();
        while (channel.read(block.clear()) > 0) {
            checksum.update(block.flip());
        }
        channel.position(position);
        return checksum.getValue();
    }

    /** Cuts off all there is. Opened for writing only. */
    void empty() throws IOException {
        channel.truncate(0);
    }

    /**
     * Goes to where the range begins.
     *
     * @param maxBytes how far back from the end at most the last lines are looked for
     */
    void seek(LogRange range, long maxBytes) throws UnreadableLogException {
        try {
            switch (range) {
                case LogRange.Last(int count) -> channel.position(startOfLast(count, maxBytes));
                case LogRange.From(long line) -> skipLines(line - 1);
            }
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    /** Bytes between here and the present end; negative when the file has become shorter than what was read of it. */
    long left() throws UnreadableLogException {
        try {
            return channel.size() - (passed == NOTHING ? channel.position() : passed);
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    /** Goes to the beginning. What there is of a line will not be continued. */
    void rewind(LineSink sink) throws IOException, InterruptedException, UnreadableLogException {
        end(sink);
        try {
            channel.position(0);
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    /**
     * Reads on, up to {@code maxBytes} and the rest of a block.
     *
     * @return whether the end was reached
     */
    boolean read(long maxBytes, LineSink sink) throws IOException, InterruptedException, UnreadableLogException {
        FileDescriptor file = descriptor;
        if (file != null && sink.takesStretches()) {
            return pass(file, maxBytes, sink);
        }
        for (long read = 0; read < maxBytes; ) {
            int count = fill(BLOCK);
            if (count == 0) {
                return true;
            }
            lines.add(block().array(), count, sink);
            read += count;
        }
        return false;
    }

    /**
     * Passes on up to {@code maxBytes}, as one stretch: the receiver reads it when it likes.
     *
     * @return whether the end was reached
     */
    private boolean pass(FileDescriptor file, long maxBytes, LineSink sink) throws IOException, UnreadableLogException {
        long from = passed;
        long size;
        try {
            from = from == NOTHING ? channel.position() : from;
            size = channel.size();
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
        long to = maxBytes < size - from ? from + maxBytes : size;
        if (to > from) {
            sink.stretch(new Stretch(file, from, to, passed == NOTHING, false));
            passed = to;
        }
        return to >= size;
    }

    /** Reads a compressed log from its beginning to its end. */
    void readCompressed(LineSink sink) throws IOException, InterruptedException, UnreadableLogException {
        try (InputStream in = new GZIPInputStream(Channels.newInputStream(channel), BLOCK)) {
            byte[] bytes = new byte[BLOCK];
            int count;
            while ((count = in.read(bytes)) > 0) {
                lines.add(bytes, count, sink);
            }
        } catch (ZipException e) {
            throw new UnreadableLogException(source, e);
        }
        end(sink);
    }

    /** Gives its memory away until it is read on: there may be many that are read now and then. */
    void rest() {
        buffer = null;
    }

    /** A last line without a newline is a line too, once nobody waits for the rest of it. */
    void end(LineSink sink) throws IOException, InterruptedException {
        lines.end(sink);
        FileDescriptor file = descriptor;
        if (file != null && passed != NOTHING) {
            sink.stretch(new Stretch(file, passed, passed, false, true));
            passed = NOTHING;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Looks for newlines from the end backwards, a block at a time. */
    private long startOfLast(int count, long maxBytes) throws IOException, UnreadableLogException {
        long end = channel.size();
        long floor = Math.max(0, end - maxBytes);
        // The newline at the very end ends the last line and begins no further one.
        long newlines = -1;
        for (long at = end; count > 0 && at > floor; ) {
            int size = (int) Math.min(BLOCK, at - floor);
            channel.position(at - size);
            int read = fill(size);
            if (at == end && (read == 0 || block().get(read - 1) != '\n')) {
                newlines = 0;
            }
            at -= size;
            for (int i = read - 1; i >= 0; i--) {
                if (block().get(i) == '\n' && ++newlines == count) {
                    return at + i + 1;
                }
            }
        }
        return count == 0 ? end : floor;
    }

    private void skipLines(long count) throws IOException, UnreadableLogException {
        long passed = 0;
        long at = 0;
        while (passed < count) {
            int read = fill(BLOCK);
            if (read == 0) {
                return;
            }
            int i = 0;
            while (i < read && passed < count) {
                if (block().get(i++) == '\n') {
                    passed++;
                }
            }
            at += i;
        }
        channel.position(at);
    }

    private ByteBuffer block() {
        ByteBuffer present = buffer;
        if (present == null) {
            present = ByteBuffer.allocate(BLOCK);
            buffer = present;
        }
        return present;
    }

    /** Fills the block with up to {@code size} bytes; fewer only at the end of the file. */
    private int fill(int size) throws UnreadableLogException {
        ByteBuffer block = block();
        block.clear().limit(size);
        try {
            int count;
            do {
                count = channel.read(block);
            } while (count > 0 && block.hasRemaining());
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
        return block.position();
    }
}
