package pmon.ipc.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;

/** Processes that are killed at any moment: what they leave is nobody's obstacle, and nothing of it stays. */
class KilledTest {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;
    private static final int DAEMONS = 5;
    private static final int CLIENTS = 15;

    /** Above the highest process id there is (PID_MAX_LIMIT in the kernel is 4,194,304). */
    private static final int NOBODY = 999_999_999;

    private final ChronicleTransportProvider provider = new ChronicleTransportProvider();

    @TempDir
    private Path runDirectory;

    @Test
    void killedClientsLeaveNothing() throws Exception {
        Listener listener = provider.listen(runDirectory, LIMITS);
        Path place = ChronicleTransportTest.place(listener);
        for (int i = 0; i < CLIENTS; i++) {
            Other client = Other.start("client", listener.endpoint(), Integer.toString(i % 3));
            try (Connection server = listener.accept()) {
                // Within a request, with an unread answer, or at once: it says so, and is killed before it goes on.
                assertThat(client.says()).isEqualTo("connected");
                client.kill();
                List<byte[]> frames = new ArrayList<>();
                try {
                    for (byte[] frame = server.receive(); frame != null; frame = server.receive()) {
                        frames.add(frame);
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("ended the connection");
                }
                assertThat(frames).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(ChronicleTransportTest.clients(place)).isEmpty();
        }
        listener.close();
        assertThat(place).doesNotExist();
    }

    @Test
    void aKilledDaemonIsNotInTheWayOfTheNext() throws Exception {
        Path place = null;
        for (int i = 0; i < DAEMONS; i++) {
            Other daemon = Other.start("daemon", runDirectory.toString());
            String endpoint = daemon.says();
            assertThat(endpoint).startsWith("chronicle:");
            place = Path.of(endpoint.substring("chronicle:".length()));
            try (Connection client = provider.connect(endpoint, LIMITS)) {
                client.send(new byte[] {5});
                assertThat(client.receive()).containsExactly(5);
                daemon.kill();
                assertThat(client.receive()).isNull();
            }
            // The client that was there when it died has cleared up behind both.
            assertThat(place).doesNotExist();
        }
        for (int i = 0; i < DAEMONS; i++) {
            Other daemon = Other.start("daemon", runDirectory.toString());
            assertThat(daemon.says()).isEqualTo("chronicle:" + place);
            daemon.kill();
            assertThat(place).exists();
        }
        provider.listen(runDirectory, LIMITS).close();
        assertThat(place).doesNotExist();
    }

    @Test
    void whatAClientLeftThatDiedBeforeItRangIsGoneOnceTheNextHasCome() throws Exception {
        try (Listener listener = provider.listen(runDirectory, LIMITS)) {
            Path place = ChronicleTransportTest.place(listener);
            for (int i = 1; i <= CLIENTS; i++) {
                Path left =
                        Files.createDirectory(place.resolve("client-" + Self.namespace() + "-" + NOBODY + "-1-" + i));
                Files.createDirectory(left.resolve("up"));
                comeAndGo(listener);
                assertThat(left).doesNotExist();
            }
        }
    }

    @Test
    void aClientOfAnotherNamespaceIsNotTakenForDeadWhileItArrives() throws Exception {
        try (Listener listener = provider.listen(runDirectory, LIMITS)) {
            Path place = ChronicleTransportTest.place(listener);
            Path foreign = Files.createDirectory(place.resolve("client-1-" + NOBODY + "-1-1"));
            comeAndGo(listener);
            assertThat(foreign).exists();
            Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
            // Of two that were here when it last looked, the second has the daemon look again.
            comeAndGo(listener);
            comeAndGo(listener);
            assertThat(foreign).doesNotExist();
        }
    }

    @Test
    void theLastClientRemovesWhatADaemonThatEndedDidNotGetRoundTo() throws Exception {
        Listener listener = provider.listen(runDirectory, LIMITS);
        Path place = ChronicleTransportTest.place(listener);
        Connection client = provider.connect(listener.endpoint(), LIMITS);
        Connection server = listener.accept();
        client.send(new byte[] {7});
        assertThat(server.receive()).containsExactly(7);
        listener.close();
        server.close();
        Files.createDirectory(place.resolve("client-" + Self.namespace() + "-" + NOBODY + "-1-1"));
        client.close();
        assertThat(place).doesNotExist();
    }

    private void comeAndGo(Listener listener) throws IOException {
        try (Connection client = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            client.send(new byte[] {7});
            assertThat(server.receive()).containsExactly(7);
        }
    }

    @Test
    void aClientThatFindsADeadDaemonRemovesItsPlaceAndItsOwnQueues() throws Exception {
        Other daemon = Other.start("daemon", runDirectory.toString());
        String endpoint = daemon.says();
        Path place = Path.of(endpoint.substring("chronicle:".length()));
        daemon.kill();
        assertThat(place).exists();
        assertThatThrownBy(() -> provider.connect(endpoint, LIMITS))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("nobody listens on");
        assertThat(place).doesNotExist();
        assertThatThrownBy(() -> provider.connect(endpoint, LIMITS)).isInstanceOf(ConnectException.class);
        assertThat(place).doesNotExist();
    }

    @Test
    void theNextDaemonOfTheUserRemovesThePlaceOfADeadOne() throws Exception {
        Other daemon = Other.start("daemon", runDirectory.toString());
        Path place = Path.of(daemon.says().substring("chronicle:".length()));
        daemon.kill();
        assertThat(place).exists();
        Path other = Files.createDirectory(runDirectory.resolve("other"));
        provider.listen(other, LIMITS).close();
        assertThat(place).doesNotExist();
    }

    @Test
    void twoDaemonsDoNotShareQueues() throws Exception {
        Other daemon = Other.start("daemon", runDirectory.toString());
        String endpoint = daemon.says();
        assertThatThrownBy(() -> provider.listen(runDirectory, LIMITS))
                .hasMessageContaining("another daemon uses the queues")
                .hasMessageContaining("message_queue.name_suffix");
        try (Connection client = provider.connect(endpoint, LIMITS)) {
            client.send(new byte[] {6});
            assertThat(client.receive()).containsExactly(6);
        }
        daemon.kill();
        provider.listen(runDirectory, LIMITS, SharedMemory.DEFAULT).close();
    }

    /** Another process with this class path. */
    private record Other(Process process, BufferedReader out) {
        static Other start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OtherProcess.class.getName()));
            Stream.of(arguments).forEach(command::add);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Other(process, process.inputReader());
        }

        String says() throws IOException {
            return out.readLine();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
