package pmon.ipc.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.SharedMemory;
import pmon.api.spi.transport.TransportLimits;

/** What a client, or whoever may write where it may, can do to its queues. After each the daemon serves the next one. */
class BadQueuesTest {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;

    private final ChronicleTransportProvider provider = new ChronicleTransportProvider();

    @TempDir
    private Path runDirectory;

    private Listener listener;
    private Path place;

    @BeforeEach
    void listen() throws IOException {
        listener = provider.listen(runDirectory, LIMITS);
        place = ChronicleTransportTest.place(listener);
    }

    @AfterEach
    void theDaemonIsUnharmed() throws IOException {
        try (Connection client = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            client.send(new byte[] {1, 2, 3});
            assertThat(server.receive()).containsExactly(1, 2, 3);
            server.send(new byte[] {4});
            assertThat(client.receive()).containsExactly(4);
        }
        listener.close();
        assertThat(place).doesNotExist();
    }

    @Test
    void queuesOfAnotherVersionAreRefusedAndTheClientIsToldWhy() throws IOException {
        try (Connection client = provider.connect(listener.endpoint(), LIMITS)) {
            try (RandomAccessFile board =
                    new RandomAccessFile(client().resolve("board").toFile(), "rw")) {
                board.write(9);
            }
            try (Connection server = listener.accept()) {
                assertThatThrownBy(server::peer)
                        .hasMessageContaining("another version")
                        .hasMessageContaining(place.toString());
            }
            assertThatThrownBy(client::receive)
                    .hasMessageContaining("the daemon cannot use this client's queues")
                    .hasMessageContaining("another version");
        }
    }

    @Test
    void aTruncatedBoardIsRefused() throws IOException {
        try (Connection _ = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            truncate(client().resolve("board"), 100);
            assertThatThrownBy(server::peer).hasMessageContaining("it has 100 bytes, not 4096");
        }
    }

    @Test
    void aQueueTruncatedWhileItIsUsedIsAnErrorOfThisConnection() throws IOException {
        Connection client = provider.connect(listener.endpoint(), LIMITS);
        Connection server = listener.accept();
        client.send(new byte[10]);
        assertThat(server.receive()).hasSize(10);
        truncate(client().resolve("up/19700101-0000.cq4"), 0);
        assertThatThrownBy(server::receive)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a page of the queue cannot be reached");
        server.close();
        client.close();
    }

    @Test
    void noFrameComesOutOfRubbish() throws IOException {
        Connection client = provider.connect(listener.endpoint(), LIMITS);
        client.send(new byte[10]);
        byte[] rubbish = new byte[60_000];
        new Random(3).nextBytes(rubbish);
        Files.write(client().resolve("up/19700101-0000.cq4"), rubbish, StandardOpenOption.WRITE);
        Connection server = listener.accept();
        client.close();
        try (server) {
            assertThat(server.receive()).isNull();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("queue");
        }
    }

    @Test
    void whatClientsDoNotMakeIsRefused() throws IOException {
        for (String name : new String[] {"client-1-1-1-1", "../../etc", "lock", "client-1-1-1-1/up", "x".repeat(200)}) {
            try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                raw.connect(UnixDomainSocketAddress.of(place.resolve("bell")));
                raw.write(ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.US_ASCII)));
                try (Connection server = listener.accept()) {
                    assertThatThrownBy(server::peer).isInstanceOf(IOException.class);
                    assertThatThrownBy(server::receive).isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void aLinkInPlaceOfADirectoryIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(runDirectory.resolve("elsewhere"));
        Files.createSymbolicLink(place.resolve("client-1-1-1-1"), elsewhere);
        assertThatThrownBy(() -> ClientDirectory.announced(place, "client-1-1-1-1"))
                .isInstanceOf(IOException.class);
        Files.delete(place.resolve("client-1-1-1-1"));
    }

    @Test
    void aClientOfAnotherUserIsRefused() throws IOException {
        try (Connection _ = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            assumeRoot();
            Files.setAttribute(client(), "unix:uid", 65_534);
            assertThatThrownBy(server::peer)
                    .hasMessageContaining("belongs to nobody")
                    .hasMessageContaining("its own user and root only");
        }
    }

    @Test
    void aDirectoryThatOthersMayWriteIsRefused() throws IOException {
        try (Connection _ = provider.connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            Files.setPosixFilePermissions(client().resolve("up"), Access.permissions(0722));
            assertThatThrownBy(server::peer).hasMessageContaining("others may write in");
        }
    }

    @Test
    void aPlaceOfSomebodyElseIsNotUsed() throws IOException {
        assumeRoot();
        SharedMemory memory = new SharedMemory(Path.of("/dev/shm"), "-taken", 0700, 0600);
        Path taken = Files.createDirectory(Path.of(place + "-taken"));
        try {
            Files.setAttribute(taken, "unix:uid", 65_534);
            assertThatThrownBy(() -> provider.listen(runDirectory, LIMITS, memory))
                    .hasMessageContaining(taken.toString())
                    .hasMessageContaining("it belongs to nobody")
                    .hasMessageContaining("message_queue.name_suffix");
        } finally {
            Files.delete(taken);
        }
    }

    @Test
    void aNameSuffixOrDirectoryThatCannotBeUsedIsNamed() {
        assertThatThrownBy(() -> provider.listen(
                        runDirectory, LIMITS, new SharedMemory(Path.of("/dev/shm"), "/../x", 0700, 0600)))
                .hasMessageContaining("message_queue.name_suffix");
        assertThatThrownBy(() -> provider.listen(
                        runDirectory, LIMITS, new SharedMemory(Path.of("/no/such/place"), "", 0700, 0600)))
                .hasMessageContaining("/no/such/place")
                .hasMessageContaining("message_queue.directory.shmem");
    }

    private static void assumeRoot() throws IOException {
        assumeTrue(Self.uid() == 0, "only root can give files away");
    }

    private Path client() throws IOException {
        return ChronicleTransportTest.clients(place).getFirst();
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }
}
