package pmon.ipc.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;

/** Unix domain sockets, {@code unix:/path/of/the/socket}. */
public final class SocketTransportProvider implements TransportProvider {
    static final String SCHEME = "unix";

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(Path runDirectory, TransportLimits limits) throws IOException {
        return SocketListener.open(runDirectory, "rw-------", limits);
    }

    @Override
    public Listener listenToEverybody(Path runDirectory, TransportLimits limits) throws IOException {
        return SocketListener.open(runDirectory, "rw-rw-rw-", limits);
    }

    @Override
    public Connection connect(String endpoint, TransportLimits limits) throws IOException {
        Path socket = socketOf(endpoint);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            connect(socket, channel::connect);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new SocketConnection(channel, limits.maxFrameBytes());
    }

    @Override
    public Connection connectForFiles(String endpoint, TransportLimits limits) throws IOException {
        return FileConnection.connect(socketOf(endpoint), limits);
    }

    private static Path socketOf(String endpoint) throws IOException {
        String prefix = SCHEME + ":";
        if (!endpoint.startsWith(prefix)) {
            throw new IOException("not an endpoint of this transport, which begins with " + prefix + ": " + endpoint);
        }
        return Path.of(endpoint.substring(prefix.length()));
    }

    /** Does what connects, and tells nobody who listens from other trouble. */
    static void connect(Path socket, SocketPath.Use connecting) throws IOException {
        try {
            SocketPath.use(socket, connecting);
        } catch (ConnectException e) {
            throw nobody(socket, e);
        } catch (SocketException e) {
            // The JDK tells ENOENT and EACCES apart only in words of the system's language, so look again.
            // One that may be written was not there a moment ago: a daemon that is upgraded has just bound it anew.
            if (SocketPath.missing(socket) || Files.isWritable(socket)) {
                throw nobody(socket, e);
            }
            throw new IOException("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    private static ConnectException nobody(Path socket, SocketException cause) {
        ConnectException refused = new ConnectException("nobody listens on " + socket + ": " + cause.getMessage());
        refused.initCause(cause);
        return refused;
    }
}
