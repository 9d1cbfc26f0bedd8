package pmon.ipc.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;

/** The daemon's end: {@code pmon.sock} in the run directory, mode 0600 or, for all users, 0666. */
final class SocketListener implements Listener {
    private static final String NAME = "pmon.sock";

    private final ServerSocketChannel channel;
    private final Path socket;
    private final TransportLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketListener(ServerSocketChannel channel, Path socket, TransportLimits limits) {
        this.channel = channel;
        this.socket = socket;
        this.limits = limits;
    }

    static SocketListener open(Path runDirectory, String permissions, TransportLimits limits) throws IOException {
        RunDirectory.check(runDirectory);
        Path socket = runDirectory.toAbsolutePath().normalize().resolve(NAME);
        // Left behind by a daemon that was killed: the caller holds the lock, so nobody listens there.
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketPath.use(socket, address -> channel.bind(address, limits.backlog()));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(permissions));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot listen on " + socket + ": " + e.getMessage(), e);
        }
        // The first client need not wait for the library, and the start of the daemon neither.
        var _ = Thread.ofPlatform().daemon().name("junixsocket").start(AcceptedPassing::possible);
        return new SocketListener(channel, socket, limits);
    }

    @Override
    public String endpoint() {
        return SocketTransportProvider.SCHEME + ":" + socket;
    }

    @Override
    public Connection accept() throws IOException {
        SocketChannel client = channel.accept();
        SocketConnection frames = new SocketConnection(client, limits.maxFrameBytes());
        return AcceptedPassing.possible() ? new FileConnection(frames, new AcceptedPassing(client)) : frames;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            // A second close must not remove the socket of a successor.
            return;
        }
        try (channel) {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening on " + socket, e);
        }
    }
}
