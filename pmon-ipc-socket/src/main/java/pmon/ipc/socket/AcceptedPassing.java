package pmon.ipc.socket;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.FileDescriptorCast;
import pmon.api.spi.transport.Peer;

/**
 * The daemon's end of a client: a channel of the JDK, whose virtual threads wait for free, lent to junixsocket for a moment where the
 * kernel has to be asked something that the JDK does not ask.
 *
 * <p>What is lent is a duplicate of the descriptor, made while nobody can close the channel: a number that was closed may be another
 * client's already. It is closed by the JDK's own means, because closing a socket of junixsocket shuts the connection down, duplicate or
 * not (measured, 2.11.1).
 */
final class AcceptedPassing implements Passing {
    private static final Logger LOG = System.getLogger(AcceptedPassing.class.getName());

    private final SocketChannel channel;

    /** Guards the channel against being closed, never for longer than a call that does not wait. */
    private final ReentrantLock open = new ReentrantLock();

    AcceptedPassing(SocketChannel channel) {
        this.channel = channel;
    }

    /** Whether all that is needed is there. Loads the library of junixsocket when first asked, some milliseconds. */
    static boolean possible() {
        return Library.LOADED;
    }

    private static final class Library {
        static final boolean LOADED = load();

        private static boolean load() {
            try {
                return ChannelDescriptor.known() && AFUNIXSocket.isSupported();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "files cannot be passed to clients: {0}", e.getMessage());
                return false;
            }
        }
    }

    /** What is done with a channel of junixsocket. */
    private interface Use<T> {
        T with(AFUNIXSocketChannel lent) throws IOException;
    }

    private <T> T lend(Use<T> use) throws IOException {
        open.lock();
        try {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            FileDescriptorCast duplicate = FileDescriptorCast.duplicating(ChannelDescriptor.of(channel));
            try (FileInputStream _ = new FileInputStream(duplicate.getFileDescriptor())) {
                AFUNIXSocketChannel lent = duplicate.as(AFUNIXSocketChannel.class);
                // Of the open socket, so of the channel too, which copes with either. A call that waits would hold the
                // lock.
                lent.configureBlocking(false);
                return use.with(lent);
            }
        } finally {
            open.unlock();
        }
    }

    @Override
    public int write(ByteBuffer bytes, FileDescriptor file) throws IOException {
        return lend(lent -> {
            lent.setOutboundFileDescriptors(file);
            return lent.write(bytes);
        });
    }

    /** The daemon takes no files: what clients send along is closed by the kernel when the JDK reads past it. */
    @Override
    public @Nullable FileDescriptor received() {
        return null;
    }

    @Override
    public Peer peer() throws IOException {
        String user = PeerCredentials.of(channel).user();
        long pid = lend(lent -> lent.getPeerCredentials().getPid());
        return new Peer(user, pid > 0 ? (Integer) (int) pid : null);
    }

    @Override
    public void close() {
        open.lock();
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way (close(2)); there is nothing a caller could do.
        } finally {
            open.unlock();
        }
    }
}
