package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the other side when it has gone to sleep, and is the first to know of its death: a socket that carries single bytes, no content.
 * The kernel ends it when the process at the other end is gone, however that happened.
 *
 * <p>Two threads of a side may wait at the same time, one for something to read, one for room to write. One of them listens and wakes the
 * other at every ring; both look for themselves whether it was for them.
 */
final class Bell implements AutoCloseable {
    private static final byte RING = 'r';

    /** The daemon's first byte: it has opened the client's queues. */
    static final byte WELCOME = 'k';

    /** The daemon's first byte where it has not; the reason follows, then the end. */
    static final byte REFUSED = 'e';

    /** Bytes of a reason. */
    static final int REASON = 1000;

    /** Rings that came too late to be needed are taken together with the next one. */
    private static final int RINGS_AT_ONCE = 64;

    private final SocketChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean listening;
    private final StringBuilder refusal = new StringBuilder();
    private boolean welcomed;
    private boolean refused;
    private boolean ended;
    private ByteBuffer unheard = ByteBuffer.allocate(0);

    /**
     * @param daemon whether this is the side that greets instead of being greeted
     */
    Bell(SocketChannel channel, boolean daemon) {
        this.channel = channel;
        this.welcomed = daemon;
    }

    /** What is waited for. */
    interface Awaited {
        /** Whether it is there. If it is not, the other side has been asked to ring once it is. */
        boolean isThere();
    }

    /** Rings; the other side is asleep, or about to be. That it is gone is noticed by whoever waits for it, and not here. */
    void ring() throws IOException {
        say(ByteBuffer.wrap(new byte[] {RING}));
    }

    /**
     * Sleeps until it is there.
     *
     * @return false when the other side is gone, after which it may be there nevertheless
     * @throws ClosedChannelException when this side was closed
     * @throws IOException when the daemon has refused this client
     */
    boolean await(Awaited awaited) throws IOException {
        lock.lock();
        try {
            while (!awaited.isThere()) {
                if (ended) {
                    if (refused) {
                        throw new IOException(refusal.toString());
                    }
                    return false;
                }
                if (!channel.isOpen()) {
                    throw new ClosedChannelException();
                }
                if (listening) {
                    changed.awaitUninterruptibly();
                } else {
                    listen();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the daemon has opened the queues. For {@link Awaited} only, under the lock. */
    boolean welcomed() {
        return welcomed;
    }

    /** Reads what a client says first, which may come in pieces. Before anybody waits. */
    int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    /** Says what precedes the first ring. A side that has left may have said something before, which is still to be read. */
    void say(ByteBuffer buffer) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // EPIPE.
        }
    }

    /** What the other side has said and nobody has heard before this side was closed. */
    ByteBuffer unheard() {
        lock.lock();
        try {
            return unheard.duplicate();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the other side was found gone. */
    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try (channel) {
            if (!listening && channel.isConnected() && channel.isOpen()) {
                listenOnceMore();
            }
        } catch (IOException e) {
            // ECONNRESET, or the descriptor is gone either way (close(2)).
            ended = true;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Whether the other side is gone decides who has to clear up. */
    private void listenOnceMore() throws IOException {
        channel.configureBlocking(false);
        ByteBuffer heard = ByteBuffer.allocate(RINGS_AT_ONCE);
        int count = channel.read(heard);
        unheard = heard.duplicate().flip();
        // What comes behind the first bytes is rings, or the reason of a refusal that nobody waits for.
        while (count > 0) {
            count = channel.read(heard.clear());
        }
        ended |= count < 0;
    }

    private void listen() throws IOException {
        listening = true;
        lock.unlock();
        ByteBuffer heard = ByteBuffer.allocate(RINGS_AT_ONCE);
        int count = 0;
        try {
            count = channel.read(heard);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // ECONNRESET: it died with rings of ours unread.
            count = -1;
        } finally {
            lock.lock();
            listening = false;
            ended |= count < 0;
            greet(heard.flip());
            changed.signalAll();
        }
    }

    /** What precedes the first ring. */
    private void greet(ByteBuffer heard) {
        if (!welcomed && !refused && heard.hasRemaining()) {
            byte first = heard.get();
            welcomed = first == WELCOME;
            refused = !welcomed;
        }
        while (refused && heard.hasRemaining() && refusal.length() < REASON) {
            refusal.append((char) (heard.get() & 0xff));
        }
    }
}
