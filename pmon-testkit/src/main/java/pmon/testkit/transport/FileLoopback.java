package pmon.testkit.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.Loopback.Task;

/**
 * A listener with one client connected to it that takes files, where the transport has them.
 *
 * @param directory where files are made to be passed, and removed at once: the path is not what is passed
 */
record FileLoopback(Listener listener, Connection client, Connection server, Path directory) implements AutoCloseable {
    static FileLoopback open(TransportProvider provider, Path runDirectory, TransportLimits limits) throws Exception {
        Listener listener = provider.listen(runDirectory, limits);
        Task<Connection> accepted = Task.start(listener::accept);
        Connection client = provider.connectForFiles(listener.endpoint(), limits);
        return new FileLoopback(listener, client, accepted.outcome(), runDirectory);
    }

    void assumeFiles() {
        assumeTrue(
                client instanceof FilePassing && server instanceof FilePassing, "this transport passes no open files");
    }

    void sendFile(byte[] frame, String content) throws IOException {
        send((FilePassing) server, frame, directory, content);
    }

    static void send(FilePassing passing, byte[] frame, Path directory, String content) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "passed", ""), content);
        try (FileInputStream open = new FileInputStream(file.toFile())) {
            Files.delete(file);
            passing.send(frame, open.getFD());
        }
    }

    /** What is in the next file; null when there is none. */
    @Nullable
    String takeFile() throws IOException {
        try (FileInputStream file = ((FilePassing) client).takeFile()) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How many of the files that were made this process has open. */
    long filesOpen() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(this::passed).count();
        }
    }

    private boolean passed(Path descriptor) {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            return file.startsWith(directory) && file.toString().endsWith("(deleted)");
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        listener.close();
    }
}
