package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import net.openhft.chronicle.bytes.MappedBytes;

/**
 * The few numbers that both sides of a connection look at without a system call: how far each queue has been read, who is asleep, who has
 * closed. Every number has one writer at a time and a cache line of its own.
 *
 * <p>Whoever goes to sleep first writes that down and then looks once more; whoever has made progress first does that and then looks who
 * sleeps. Both accesses are volatile, so at least one of the two sees the other.
 */
final class Board implements AutoCloseable {
    /** One page, written when it is made: shared memory that runs full later cannot take it away. */
    static final int BYTES = 4096;

    static final String NAME = "board";

    /** "pmonchr" and the version of all that lies in a client's directory. */
    private static final long MAGIC = 0x706d6f6e63687201L;

    private static final int LINE = 64;
    private static final int CLOSED_BY_CLIENT = 7 * LINE;
    private static final int CLOSED_BY_DAEMON = 8 * LINE;

    private final MappedBytes bytes;
    private final boolean daemon;

    private Board(MappedBytes bytes, boolean daemon) {
        this.bytes = bytes;
        this.daemon = daemon;
    }

    /** The numbers of one queue. */
    final class Queue {
        private final long consumed;
        private final long readerAsleep;
        private final long writerAsleep;

        private Queue(int firstLine) {
            consumed = (long) firstLine * LINE;
            readerAsleep = consumed + LINE;
            writerAsleep = readerAsleep + LINE;
        }

        /** How many bytes the reader is done with. */
        long consumed() {
            return bytes.readVolatileLong(consumed);
        }

        void consumed(long total) {
            bytes.writeVolatileLong(consumed, total);
        }

        void readerSleeps() {
            bytes.writeVolatileLong(readerAsleep, 1);
        }

        /** Whether the writer has to ring, which it has to once only. */
        boolean wakeReader() {
            return bytes.readVolatileLong(readerAsleep) != 0 && bytes.compareAndSwapLong(readerAsleep, 1, 0);
        }

        /** The writer sleeps until so much has been consumed. */
        void writerSleeps(long until) {
            bytes.writeVolatileLong(writerAsleep, until);
        }

        /** Whether the reader has to ring, which it has to once only. */
        boolean wakeWriter(long total) {
            long until = bytes.readVolatileLong(writerAsleep);
            return until != 0 && until <= total && bytes.compareAndSwapLong(writerAsleep, until, 0);
        }
    }

    /** Lays out a new one, for a client. */
    static void write(Path file, Access access) throws IOException {
        byte[] content = new byte[BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            content[i] = (byte) (MAGIC >>> (8 * i));
        }
        access.write(file, content);
    }

    /** Opens the one of a client's directory. */
    static Board open(Path file, boolean daemon) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() != BYTES) {
            throw new IOException(file + " is not what a client of this version makes: it has " + attributes.size()
                    + " bytes, not " + BYTES + "; use the pmon that belongs to the daemon");
        }
        Queues.prepare();
        // Not singleMappedBytes, whose release leaves the file mapped (Chronicle Bytes 2026.4).
        MappedBytes bytes = MappedBytes.mappedBytes(file.toFile(), BYTES, 0);
        bytes.singleThreadedCheckDisabled(true);
        long magic = bytes.readVolatileLong(0);
        if (magic != MAGIC) {
            bytes.releaseLast();
            throw new IOException(file + " is of another version (" + Long.toHexString(magic) + ", not "
                    + Long.toHexString(MAGIC) + "); use the pmon that belongs to the daemon");
        }
        return new Board(bytes, daemon);
    }

    /** Whether a client has noted that it left, as far as can be told. */
    static boolean leftByClient(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return content.length == BYTES && content[CLOSED_BY_CLIENT] != 0;
        } catch (IOException e) {
            // It is just being made, or deleted.
            return false;
        }
    }

    /** From the client to the daemon. */
    Queue up() {
        return new Queue(1);
    }

    /** From the daemon to the client. */
    Queue down() {
        return new Queue(4);
    }

    /**
     * Notes that this side leaves.
     *
     * @return whether the other side has, too; nobody can use a board that was truncated
     */
    boolean leave() {
        try {
            bytes.writeVolatileLong(daemon ? CLOSED_BY_DAEMON : CLOSED_BY_CLIENT, 1);
            return closedByPeer();
        } catch (InternalError e) {
            return true;
        }
    }

    boolean closedByPeer() {
        return bytes.readVolatileLong(daemon ? CLOSED_BY_CLIENT : CLOSED_BY_DAEMON) != 0;
    }

    /** Lets go of the memory; nobody may look at it afterwards. */
    @Override
    public void close() {
        bytes.releaseLast();
    }
}
