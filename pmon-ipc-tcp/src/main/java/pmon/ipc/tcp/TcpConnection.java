package pmon.ipc.tcp;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FrameTooLargeException;
import pmon.api.spi.transport.Peer;

/**
 * Frames over TLS: the length of the content in 4 bytes, big-endian and unsigned, then the content. Content is given memory as it
 * arrives, not as it is announced.
 */
final class TcpConnection implements Connection {
    private static final int LENGTH_BYTES = 4;
    private static final int CHUNK = 64 * 1024;

    /** How long the word that nothing more will come may take to be sent. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Socket plain;
    private final SSLSocket secret;
    private final DataInputStream in;
    private final OutputStream out;
    private final int maxFrameBytes;
    private final Identity identity;
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Who the other end is, asked again for every frame. */
    @FunctionalInterface
    interface Identity {
        /** The user it acts as. @throws IOException when it is not let in any more */
        Peer peer() throws IOException;
    }

    TcpConnection(Socket plain, SSLSocket secret, int maxFrameBytes, Identity identity) throws IOException {
        this.plain = plain;
        this.secret = secret;
        this.maxFrameBytes = maxFrameBytes;
        this.identity = identity;
        this.in = new DataInputStream(new BufferedInputStream(secret.getInputStream()));
        this.out = secret.getOutputStream();
    }

    @Override
    public void send(byte[] frame) throws IOException {
        if (frame.length > maxFrameBytes) {
            throw new IOException("a frame of " + frame.length + " bytes is above the bound of " + maxFrameBytes);
        }
        identity.peer();
        byte[] whole = ByteBuffer.allocate(LENGTH_BYTES + frame.length)
                .putInt(frame.length)
                .put(frame)
                .array();
        // Threads that send at the same time must not mix their records.
        sending.lock();
        try {
            out.write(whole);
            out.flush();
        } catch (IOException e) {
            throw explained(e);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
        return receive(maxFrameBytes);
    }

    @Override
    public byte @Nullable [] receive(int bound) throws IOException {
        try {
            int first = in.read();
            if (first < 0) {
                if (closed.get()) {
                    throw new AsynchronousCloseException();
                }
                return null;
            }
            long length = (long) first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            if (length > bound) {
                throw new FrameTooLargeException(length, bound);
            }
            byte[] frame = content(in, (int) length);
            identity.peer();
            return frame;
        } catch (EOFException e) {
            throw closed.get() ? new AsynchronousCloseException() : ended(e);
        } catch (FrameTooLargeException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private static byte[] content(InputStream in, int length) throws IOException {
        byte[] frame = new byte[Math.min(length, CHUNK)];
        int read = 0;
        while (read < length) {
            if (read == frame.length) {
                frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
            }
            int count = in.read(frame, read, frame.length - read);
            if (count < 0) {
                throw new EOFException("after " + read + " of " + length + " bytes of a frame");
            }
            read += count;
        }
        return frame;
    }

    private static EOFException ended(EOFException e) {
        EOFException ended = new EOFException("the peer ended the connection within a frame");
        ended.initCause(e);
        return ended;
    }

    private IOException explained(IOException e) {
        return closed.get() ? new AsynchronousCloseException() : e;
    }

    @Override
    public Peer peer() throws IOException {
        return identity.peer();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // A sender whose peer reads nothing has the lock, and an orderly end would have to wait for it.
        if (sending.tryLock()) {
            sending.unlock();
            Thread goodbye = Thread.ofVirtual().name("goodbye").start(this::sayGoodbye);
            try {
                goodbye.join(GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            plain.close();
        } catch (IOException e) {
            // The descriptor is gone either way (close(2)); there is nothing a caller could do.
        }
    }

    private void sayGoodbye() {
        try {
            secret.shutdownOutput();
        } catch (IOException e) {
            // The peer is gone already.
        }
    }
}
