package pmon.ipc.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.FrameTooLargeException;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.Loopback;
import pmon.testkit.transport.TransportContract;

class SocketTransportTest extends TransportContract {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;

    @Override
    protected TransportProvider provider() {
        return new SocketTransportProvider();
    }

    @Test
    void theSocketForEverybodyIsOpenToAllAndTheUsualOneIsNot() throws Exception {
        Path socket = runDirectory.resolve("pmon.sock");
        try (Listener _ = provider().listenToEverybody(runDirectory, LIMITS)) {
            assertThat(Files.getPosixFilePermissions(socket)).isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        try (Listener _ = provider().listen(runDirectory, LIMITS)) {
            assertThat(Files.getPosixFilePermissions(socket)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aFrameAboveTheBoundOfTheReceiverIsRefused() throws Exception {
        try (Listener listener = provider().listen(runDirectory, LIMITS);
                Connection client = provider().connect(listener.endpoint(), LIMITS);
                Connection server = listener.accept()) {
            client.send(new byte[100]);
            assertThat(server.receive(100)).hasSize(100);
            client.send(new byte[101]);
            assertThatThrownBy(() -> server.receive(100)).isInstanceOf(FrameTooLargeException.class);
        }
    }

    @Test
    void filesArePassedAndThePeersProcessIsKnown() throws Exception {
        try (Loopback loop = open()) {
            assertThat(loop.server()).isInstanceOf(FilePassing.class);
            assertThat(loop.server().peer().pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
        }
    }

    @Test
    void askingForThePeerLeavesTheConnectionAsItIs() throws Exception {
        try (Loopback loop = open()) {
            for (byte i = 0; i < 3; i++) {
                loop.server().peer();
                loop.client().send(new byte[] {i});
                assertThat(loop.server().receive()).containsExactly(i);
            }
            loop.server().close();
            assertThatThrownBy(loop.server()::peer).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatTakesFilesIsRefusedLikeAnyOther() throws IOException {
        Path socket = runDirectory.resolve("pmon.sock");
        assertThatThrownBy(() -> provider().connectForFiles("unix:" + socket, LIMITS))
                .isInstanceOf(ConnectException.class);
        try (var dead = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThatThrownBy(() -> provider().connectForFiles("unix:" + socket, LIMITS))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void theSocketIsPrivate() throws IOException {
        try (Listener listener = provider().listen(runDirectory, LIMITS)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socketOf(listener))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesADirectoryThatOthersMayWrite() throws IOException {
        Files.setPosixFilePermissions(runDirectory, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> provider().listen(runDirectory, LIMITS))
                .hasMessageContaining(runDirectory.toString())
                .hasMessageContaining("others may write it");
    }

    @Test
    void refusesADirectoryOfSomebodyElse() throws IOException {
        Path foreign = Path.of(Files.getOwner(runDirectory).getName().equals("root") ? runDirectory.toString() : "/");
        if (!foreign.equals(Path.of("/"))) {
            Files.setAttribute(foreign, "unix:uid", 65_534);
        }
        assertThatThrownBy(() -> provider().listen(foreign, LIMITS)).hasMessageContaining("it belongs to ");
    }

    @Test
    void refusesWhatIsNotADirectory() throws IOException {
        Path file = Files.createFile(runDirectory.resolve("file"));
        assertThatThrownBy(() -> provider().listen(file, LIMITS)).hasMessageContaining("not a directory");
    }

    @Test
    void aSocketThatNobodyListensOnIsRefused() throws IOException {
        Path socket = runDirectory.resolve("stale.sock");
        try (var dead = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        assertThatThrownBy(() -> provider().connect("unix:" + socket, LIMITS)).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPathTooLongForTheKernelIsReachedThroughItsDirectory() throws IOException {
        Path deep = runDirectory;
        while (deep.toString().length() < 300) {
            deep = Files.createDirectory(deep.resolve("a-directory-with-a-rather-long-name"));
        }
        try (Loopback loop = Loopback.open(provider(), deep, LIMITS, LIMITS)) {
            assertThat(socketOf(loop.listener())).hasParent(deep).exists();
            loop.client().send(new byte[] {1, 2, 3});
            assertThat(loop.server().receive()).containsExactly(1, 2, 3);
        }
        assertThat(deep).isEmptyDirectory();
        String gone = "unix:" + deep.resolve("pmon.sock");
        assertThatThrownBy(() -> provider().connect(gone, LIMITS)).isInstanceOf(ConnectException.class);
        String nowhere = "unix:" + deep.resolve("missing/pmon.sock");
        assertThatThrownBy(() -> provider().connect(nowhere, LIMITS)).isInstanceOf(ConnectException.class);
    }

    @Test
    void bothLengthsNextToTheLimitWork() throws IOException {
        for (int length = SocketPath.MAX_BYTES; length <= SocketPath.MAX_BYTES + 2; length++) {
            int missing = length - runDirectory.toString().length() - "//pmon.sock".length();
            Path directory = Files.createDirectory(runDirectory.resolve("x".repeat(missing)));
            try (Loopback loop = Loopback.open(provider(), directory, LIMITS, LIMITS)) {
                assertThat(socketOf(loop.listener()).toString()).hasSize(length);
                loop.client().send(new byte[] {1});
                assertThat(loop.server().receive()).containsExactly(1);
            }
        }
    }

    @Test
    void anAnnouncementOfFourGigabytesIsRefusedUnread() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            raw.write(ByteBuffer.allocate(4).putInt(-1).flip());
            assertThatThrownBy(raw.server::receive)
                    .isInstanceOf(FrameTooLargeException.class)
                    .hasMessageContaining("4294967295");
        }
    }

    @Test
    void rubbishIsRefused() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            raw.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertThatThrownBy(raw.server::receive).isInstanceOf(FrameTooLargeException.class);
        }
    }

    @Test
    void aFrameThatBreaksOffIsAnError() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            raw.write(ByteBuffer.allocate(14).putInt(100).position(14).flip());
            raw.channel.close();
            assertThatThrownBy(raw.server::receive)
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("10 of 100");
        }
    }

    @Test
    void aLengthThatBreaksOffIsAnError() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            raw.write(ByteBuffer.wrap(new byte[] {0, 0}));
            raw.channel.close();
            assertThatThrownBy(raw.server::receive).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aFrameInSmallPiecesArrivesWhole() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            for (byte piece : new byte[] {0, 0, 0, 3, 7, 8, 9}) {
                raw.write(ByteBuffer.wrap(new byte[] {piece}));
            }
            assertThat(raw.server.receive()).containsExactly(7, 8, 9);
        }
    }

    @Test
    void aClientThatOnlyStoppedWritingStillGetsItsAnswer() throws IOException {
        try (RawClient raw = RawClient.open(this)) {
            raw.channel.shutdownOutput();
            assertThat(raw.server.receive()).isNull();
            raw.server.send(new byte[] {5});
            ByteBuffer answer = ByteBuffer.allocate(5);
            while (answer.hasRemaining() && raw.channel.read(answer) >= 0) {}
            assertThat(answer.array()).containsExactly(0, 0, 0, 1, 5);
        }
    }

    private static Path socketOf(Listener listener) {
        return Path.of(listener.endpoint().substring("unix:".length()));
    }

    /** A client that writes bytes instead of frames. */
    private record RawClient(Listener listener, SocketChannel channel, Connection server) implements AutoCloseable {
        static RawClient open(SocketTransportTest test) throws IOException {
            Listener listener = test.provider().listen(test.runDirectory, LIMITS);
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socketOf(listener)));
            return new RawClient(listener, channel, listener.accept());
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            server.close();
            listener.close();
        }
    }
}
