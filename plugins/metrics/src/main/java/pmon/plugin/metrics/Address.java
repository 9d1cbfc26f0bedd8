package pmon.plugin.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where metrics can be scraped: a Unix socket or a port of the loopback interface. Nothing else: whoever may read them from elsewhere is
 * for a proxy with keys and passwords to decide.
 */
record Address(SocketAddress socket, Optional<String> mode) {
    private static final int MAX_PORT = 65_535;
    /** sun_path of unix(7), less its NUL. */
    private static final int MAX_PATH_BYTES = 107;

    private static final int BACKLOG = 16;

    /**
     * Reads {@code /a/path} or {@code 127.0.0.1:9800}.
     *
     * @param mode of the file, in octal
     * @throws IllegalArgumentException when it is neither, or not of this machine
     */
    static Address of(String listen, String mode) {
        if (listen.startsWith("/")) {
            if (listen.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
                throw new IllegalArgumentException("listen: a socket's path has at most " + MAX_PATH_BYTES + " bytes");
            }
            return new Address(UnixDomainSocketAddress.of(listen), Optional.of(permissions(mode)));
        }
        int colon = listen.lastIndexOf(':');
        if (colon <= 0 || !listen.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("listen: \"" + listen + "\" is neither an absolute path nor HOST:PORT");
        }
        int port = Integer.parseInt(listen.substring(colon + 1));
        if (port == 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("listen: port " + port + " is not within 1 to 65535");
        }
        return new Address(new InetSocketAddress(loopback(listen.substring(0, colon)), port), Optional.empty());
    }

    private static InetAddress loopback(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException("listen: " + host
                        + " is not of the loopback interface; use 127.0.0.1 or a socket, and a proxy for others");
            }
            return address;
        } catch (UnknownHostException _) {
            throw new IllegalArgumentException("listen: " + host + " is no address");
        }
    }

    private static String permissions(String mode) {
        if (!mode.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException("socket_mode: \"" + mode + "\" is no mode in octal such as 0600");
        }
        int bits = Integer.parseInt(mode, 8);
        StringBuilder permissions = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            permissions.append((bits >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
        }
        return permissions.toString();
    }

    /** Listens there. A socket that nobody listens on, left by a daemon that was killed, is replaced. */
    ServerSocketChannel open() throws IOException {
        if (!(socket instanceof UnixDomainSocketAddress unix)) {
            ServerSocketChannel channel = ServerSocketChannel.open();
            return bound(channel.setOption(StandardSocketOptions.SO_REUSEADDR, true));
        }
        Path path = unix.getPath();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!isSocket(path)) {
                throw new IOException("cannot listen on " + path + ": there is a file, and it is no socket");
            }
            if (answers(unix)) {
                throw new IOException("cannot listen on " + path + ": somebody else does");
            }
            Files.delete(path);
        }
        ServerSocketChannel channel = bound(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        if (mode.isPresent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode.get()));
        }
        return channel;
    }

    private ServerSocketChannel bound(ServerSocketChannel channel) throws IOException {
        try {
            return channel.bind(socket, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + this + ": " + e.getMessage(), e);
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        // Of all kinds of files, Java calls pipes, devices and sockets "other".
        int type = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000;
        return type == 0140000;
    }

    private static boolean answers(UnixDomainSocketAddress address) {
        try (SocketChannel probe = SocketChannel.open(address)) {
            return probe.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** Takes away what a closed socket leaves behind. */
    void remove() throws IOException {
        if (socket instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }

    @Override
    public String toString() {
        return socket instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : socket.toString();
    }
}
