package pmon.ipc.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FrameTooLargeException;
import pmon.api.spi.transport.Peer;

/**
 * Frames over a blocking channel: the length of the content in 4 bytes, big-endian and unsigned, then the content.
 *
 * <p>The JDK copies heap buffers through a direct one that it caches per thread and never shrinks, so nothing larger than
 * {@link #CHUNK} is ever handed to it: a frame up to that size is one system call, a larger one several. Content is given memory
 * as it arrives, not as it is announced: a client that announces much and sends nothing costs nothing.
 */
final class SocketConnection implements Connection {
    /** Bytes per system call at most. A quarter of the kernel's default socket buffer. */
    private static final int CHUNK = 64 * 1024;

    /** Read ahead: most frames are smaller, so length and content, or several frames, come in one system call. */
    private static final int READ_AHEAD = 8 * 1024;

    private static final int LENGTH_BYTES = 4;

    private final SocketChannel channel;
    private final int maxFrameBytes;

    /** Between its position and its limit: what was read and not yet consumed. */
    private final ByteBuffer ahead = ByteBuffer.allocate(READ_AHEAD).limit(0);

    private final ReentrantLock sending = new ReentrantLock();

    SocketConnection(SocketChannel channel, int maxFrameBytes) {
        this.channel = channel;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void send(byte[] frame) throws IOException {
        send(frame, this::writeFully);
    }

    /** What is done with the beginning of a frame. */
    @FunctionalInterface
    interface Write {
        /** Writes some or all of it. */
        void bytes(ByteBuffer head) throws IOException;
    }

    /** Sends a frame whose beginning, its length at least, goes out in a way of the caller's. */
    void send(byte[] frame, Write beginning) throws IOException {
        if (frame.length > maxFrameBytes) {
            throw new IOException("a frame of " + frame.length + " bytes is above the bound of " + maxFrameBytes);
        }
        int first = Math.min(frame.length, CHUNK - LENGTH_BYTES);
        ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + first);
        head.putInt(frame.length).put(frame, 0, first).flip();
        // Threads that send at the same time must not mix their chunks.
        sending.lock();
        try {
            beginning.bytes(head);
            writeFully(head);
            for (int sent = first; sent < frame.length; sent += CHUNK) {
                writeFully(ByteBuffer.wrap(frame, sent, Math.min(CHUNK, frame.length - sent)));
            }
        } finally {
            sending.unlock();
        }
    }

    private void writeFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
        return receive(maxFrameBytes);
    }

    @Override
    public byte @Nullable [] receive(int bound) throws IOException {
        while (ahead.remaining() < LENGTH_BYTES) {
            if (!readAhead()) {
                if (ahead.hasRemaining()) {
                    throw new EOFException("the peer ended the connection within the length of a frame");
                }
                return null;
            }
        }
        long length = Integer.toUnsignedLong(ahead.getInt());
        if (length > bound) {
            throw new FrameTooLargeException(length, bound);
        }
        return content((int) length);
    }

    private boolean readAhead() throws IOException {
        ahead.compact();
        int count = channel.read(ahead);
        ahead.flip();
        return count >= 0;
    }

    private byte[] content(int length) throws IOException {
        byte[] frame = new byte[Math.min(length, CHUNK)];
        int read = Math.min(length, ahead.remaining());
        ahead.get(frame, 0, read);
        while (read < length) {
            if (read == frame.length) {
                frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
            }
            int count = channel.read(ByteBuffer.wrap(frame, read, Math.min(frame.length - read, CHUNK)));
            if (count < 0) {
                throw new EOFException(
                        "the peer ended the connection after " + read + " of " + length + " bytes of a frame");
            }
            read += count;
        }
        return frame;
    }

    @Override
    public Peer peer() throws IOException {
        return PeerCredentials.of(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way (close(2)); there is nothing a caller could do.
        }
    }
}
