package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Peer;

/**
 * Frames through two queues. The queues are mapped memory, and to look at memory that is no longer mapped is the end of the process: so
 * the last one out lets go of them, be it {@link #close} or a call that was under way.
 */
final class ChronicleConnection implements Connection {
    private static final int CLEARING_SECONDS = 1;

    /** Not closed counts as one, each call under way as one more. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final CountDownLatch disposed = new CountDownLatch(1);
    private final Side side;
    private final Bell bell;
    private final int maxFrameBytes;
    private final ReentrantLock sending = new ReentrantLock();
    private final ReentrantLock receiving = new ReentrantLock();
    private final BooleanSupplier isClosed = new Closed();
    private volatile boolean closed;

    ChronicleConnection(Side side, Bell bell, int maxFrameBytes) {
        this.side = side;
        this.bell = bell;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void send(byte[] frame) throws IOException {
        if (frame.length > maxFrameBytes) {
            throw new IOException("a frame of " + frame.length + " bytes is above the bound of " + maxFrameBytes);
        }
        enter();
        sending.lock();
        try {
            side.outbox().send(frame);
        } catch (RuntimeException | InternalError e) {
            throw broken(e);
        } finally {
            sending.unlock();
            leave();
        }
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
        enter();
        receiving.lock();
        try {
            Inbox inbox = side.inbox();
            return inbox == null ? null : inbox.receive(isClosed);
        } catch (RuntimeException | InternalError e) {
            throw broken(e);
        } finally {
            receiving.unlock();
            leave();
        }
    }

    @Override
    public Peer peer() throws IOException {
        enter();
        try {
            return side.peer();
        } catch (RuntimeException | InternalError e) {
            throw broken(e);
        } finally {
            leave();
        }
    }

    @Override
    public void close() {
        synchronized (users) {
            if (closed) {
                return;
            }
            closed = true;
        }
        bell.close();
        leave();
        awaitDisposed();
    }

    /** Calls under way end at once now, and a process that ends next would leave the queues behind. */
    private void awaitDisposed() {
        try {
            // Of one that is stuck nevertheless, who comes next removes what is left.
            var _ = disposed.await(CLEARING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter() throws ClosedChannelException {
        synchronized (users) {
            if (closed) {
                throw new ClosedChannelException();
            }
            users.incrementAndGet();
        }
    }

    private void leave() {
        if (users.decrementAndGet() > 0) {
            return;
        }
        try {
            side.dispose();
        } catch (IOException | RuntimeException | InternalError e) {
            // What is left is swept by whoever comes next; the connection has ended, which is what was asked for.
            bell.close();
        } finally {
            disposed.countDown();
        }
    }

    /**
     * Chronicle throws whatever it stumbles upon in a file that somebody has damaged, and the JVM turns the bus error of a page that is not
     * there, because the file was truncated or the memory is used up, into an InternalError. Either way it is this connection only.
     */
    private IOException broken(Throwable cause) throws IOException {
        if (cause.getCause() instanceof IOException wrapped) {
            return wrapped;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        return new IOException(
                cause instanceof InternalError
                        ? "a page of the queue cannot be reached: it was truncated, or the shared memory is full"
                        : "the queue is broken: " + cause,
                cause);
    }

    private final class Closed implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return closed;
        }
    }
}
