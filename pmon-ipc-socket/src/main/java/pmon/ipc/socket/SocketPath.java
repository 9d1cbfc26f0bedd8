package pmon.ipc.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Paths of sockets as the kernel takes them. {@code sun_path} holds 108 bytes with the closing zero (unix(7)) and the JDK uses one less
 * (measured), so a longer path is reached through a descriptor of its directory: {@code /proc/self/fd/N/name}.
 */
final class SocketPath {
    /** The longest path the JDK hands to the kernel as it is. */
    static final int MAX_BYTES = 106;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private SocketPath() {}

    /** What is done with an address; the address of a long path is good only while it runs. */
    @FunctionalInterface
    interface Use {
        Object with(SocketAddress address) throws IOException;
    }

    static void use(Path socket, Use use) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            use.with(UnixDomainSocketAddress.of(socket));
        } else {
            useThroughDescriptor(socket.toAbsolutePath(), use);
        }
    }

    /** Whether there is certainly nothing at this path: false where we may not look. */
    static boolean missing(Path socket) {
        return Files.notExists(socket, LinkOption.NOFOLLOW_LINKS);
    }

    private static void useThroughDescriptor(Path socket, Use use) throws IOException {
        Path directory = socket.resolveSibling(".").normalize();
        if (missing(directory)) {
            throw new SocketException("No such directory");
        }
        try (FileChannel held = FileChannel.open(directory, StandardOpenOption.READ)) {
            use.with(UnixDomainSocketAddress.of(descriptorOf(held, directory).resolve(socket.getFileName())));
        }
    }

    /**
     * The JDK does not tell a channel's number, so it is the one whose link in /proc/self/fd leads to the directory. Another descriptor of
     * the same directory would do as well.
     */
    private static Path descriptorOf(FileChannel held, Path directory) throws IOException {
        if (!held.isOpen() || !Files.isDirectory(DESCRIPTORS)) {
            throw tooLong(directory);
        }
        Path real = directory.toRealPath();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, real)) {
                    return descriptor;
                }
            }
        }
        throw tooLong(directory);
    }

    private static boolean leadsTo(Path descriptor, Path directory) {
        try {
            return Files.readSymbolicLink(descriptor).equals(directory) && Files.isSameFile(descriptor, directory);
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }

    private static FileSystemException tooLong(Path directory) {
        return new FileSystemException(
                directory.toString(),
                null,
                "a socket path may have " + MAX_BYTES + " bytes, and /proc/self/fd, which would help, is not there;"
                        + " use a shorter directory");
    }
}
