package pmon.ipc.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.Loopback;
import pmon.testkit.transport.TransportContract;

class ChronicleTransportTest extends TransportContract {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;

    @Override
    protected TransportProvider provider() {
        return new ChronicleTransportProvider();
    }

    @Test
    void everythingIsForTheOwnerOnly() throws Exception {
        try (Loopback loop = open()) {
            exchange(loop);
            assertThat(modes(place(loop.listener()))).isNotEmpty().allMatch(mode -> mode.endsWith("------"));
        }
    }

    @Test
    void modesAreThoseOfTheConfigurationButNobodyElseWrites() throws Exception {
        SharedMemory memory = new SharedMemory(Path.of("/dev/shm"), "-open", 0777, 0666);
        Listener listener = provider().listen(runDirectory, LIMITS, memory);
        try (Connection client = provider().connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            client.send(new byte[1]);
            assertThat(server.receive()).hasSize(1);
            Path place = place(listener);
            assertThat(place.toString()).endsWith("-open");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rwxr-xr-x");
            assertThat(modes(place).filter(mode -> mode.startsWith("f"))).contains("frw-r--r--");
            assertThat(modes(place)).noneMatch(mode -> mode.charAt(5) == 'w' || mode.charAt(8) == 'w');
        } finally {
            listener.close();
        }
    }

    @Test
    void clientsSeeTheirOwnAnswersOnly() throws Exception {
        try (Listener listener = provider().listen(runDirectory, LIMITS)) {
            List<Connection> clients = new ArrayList<>();
            List<Connection> servers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(provider().connect(listener.endpoint(), LIMITS));
                servers.add(listener.accept());
            }
            for (int i = 0; i < 3; i++) {
                servers.get(i).send(new byte[] {(byte) i});
            }
            for (int i = 2; i >= 0; i--) {
                assertThat(clients.get(i).receive()).containsExactly(i);
            }
            clients.forEach(Connection::close);
            for (Connection server : servers) {
                assertThat(server.receive()).isNull();
                server.close();
            }
        }
    }

    @Test
    void memoryIsBoundedHoweverMuchIsSent() throws Exception {
        byte[] frame = new byte[100_000];
        try (Loopback loop = open()) {
            long most = 0;
            for (int i = 0; i < 400; i++) {
                loop.server().send(frame);
                assertThat(loop.client().receive()).hasSize(frame.length);
                most = Math.max(most, memory(place(loop.listener())));
            }
            assertThat(most).isBetween(100_000L, 4L << 20);
        }
    }

    @Test
    void aClosedConnectionLeavesNothing() throws Exception {
        try (Listener listener = provider().listen(runDirectory, LIMITS)) {
            for (boolean clientFirst : new boolean[] {true, false}) {
                Connection client = provider().connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept();
                client.send(new byte[1]);
                assertThat(server.receive()).hasSize(1);
                (clientFirst ? client : server).close();
                (clientFirst ? server : client).close();
                assertThat(clients(place(listener))).isEmpty();
            }
            assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                    .as("what is still mapped")
                    .noneMatch(line -> line.contains(place(listener).toString()));
        }
    }

    @Test
    void whoeverRingsHasItsQueuesReadyAlready() throws Exception {
        try (Listener listener = provider().listen(runDirectory, LIMITS)) {
            CompletableFuture<Connection> arriving = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                try {
                    arriving.complete(provider().connect(listener.endpoint(), LIMITS));
                } catch (IOException e) {
                    arriving.completeExceptionally(e);
                }
            });
            try (Connection _ = listener.accept()) {
                assertThat(clients(place(listener)))
                        .singleElement()
                        .satisfies(client ->
                                assertThat(client.resolve("up/metadata.cq4t")).exists());
                arriving.get().close();
            }
        }
    }

    @Test
    void anAnswerCanStillBeReadOnceTheDaemonHasClosed() throws Exception {
        try (Loopback loop = open()) {
            loop.server().send(new byte[] {7});
            loop.server().close();
            assertThat(loop.client().receive()).containsExactly(7);
            assertThat(loop.client().receive()).isNull();
        }
    }

    static Path place(Listener listener) {
        return Path.of(listener.endpoint().substring("chronicle:".length()));
    }

    static List<Path> clients(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(ClientDirectory::isOne).toList();
        }
    }

    private static void exchange(Loopback loop) throws IOException {
        loop.client().send(new byte[1]);
        assertThat(loop.server().receive()).hasSize(1);
        loop.server().send(new byte[2]);
        assertThat(loop.client().receive()).hasSize(2);
    }

    /** Of everything in the place and itself: {@code d} or {@code f}, then the permissions. */
    private static Stream<String> modes(Path place) throws IOException {
        List<String> modes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.toList()) {
                modes.add((Files.isDirectory(file) ? "d" : "f")
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return modes.stream();
    }

    private static long memory(Path place) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
