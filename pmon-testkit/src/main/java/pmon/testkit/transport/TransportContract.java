package pmon.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.FrameTooLargeException;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.Loopback.Task;

/** What holds for every transport. A provider's test class extends it and says which provider. */
public abstract class TransportContract {
    private static final TransportLimits LIMITS = TransportLimits.DEFAULT;

    /** A directory as the daemon has it: existing and private. */
    @TempDir
    protected Path runDirectory = Path.of("set by JUnit");

    /** The provider under test. */
    protected abstract TransportProvider provider();

    /** A listener and one client, with limits of the daemon's. */
    protected Loopback open() throws IOException {
        return Loopback.open(provider(), runDirectory, LIMITS, LIMITS);
    }

    /** How many clients have to be served at once; fewer where each costs much. */
    protected int clientsAtOnce() {
        return 200;
    }

    @Test
    public void endpointIsOneLineThatBeginsWithTheScheme() throws IOException {
        try (Listener listener = provider().listen(runDirectory, LIMITS)) {
            assertTrue(listener.endpoint().startsWith(provider().scheme() + ":"), listener.endpoint());
            assertEquals(1, listener.endpoint().lines().count());
        }
    }

    @Test
    public void framesArriveWholeAndInOrderBothWays() throws Exception {
        try (Loopback loop = open()) {
            loop.client().send(bytes("first"));
            loop.client().send(bytes(""));
            loop.client().send(bytes("third"));
            assertArrayEquals(bytes("first"), loop.server().receive());
            assertArrayEquals(bytes(""), loop.server().receive());
            assertArrayEquals(bytes("third"), loop.server().receive());
            loop.server().send(bytes("answer"));
            assertArrayEquals(bytes("answer"), loop.client().receive());
        }
    }

    @Test
    public void aFrameOfExactlyTheBoundArrives() throws Exception {
        byte[] frame = new byte[LIMITS.maxFrameBytes()];
        new Random(7).nextBytes(frame);
        try (Loopback loop = open()) {
            Task<Void> sending = sending(loop.client(), List.of(frame));
            assertArrayEquals(frame, loop.server().receive());
            sending.outcome();
        }
    }

    @Test
    public void aFrameAboveTheBoundIsNotSent() throws Exception {
        try (Loopback loop = open()) {
            byte[] frame = new byte[LIMITS.maxFrameBytes() + 1];
            assertThrows(IOException.class, () -> loop.client().send(frame));
        }
    }

    @Test
    public void aFrameAboveTheReceiversBoundIsRefusedByIt() throws Exception {
        TransportLimits small = new TransportLimits(16, 8);
        try (Loopback loop = Loopback.open(provider(), runDirectory, small, LIMITS)) {
            loop.client().send(new byte[17]);
            assertThrows(FrameTooLargeException.class, loop.server()::receive);
        }
    }

    @Test
    public void receiveTellsTheEndOnceThePeerHasClosed() throws Exception {
        try (Loopback loop = open()) {
            loop.client().send(bytes("last words"));
            loop.client().close();
            assertArrayEquals(bytes("last words"), loop.server().receive());
            assertNull(loop.server().receive());
            assertNull(loop.server().receive());
        }
    }

    @Test
    public void sendingToAPeerThatVanishedFailsInTheEnd() throws Exception {
        try (Loopback loop = open()) {
            loop.client().close();
            byte[] frame = new byte[64 * 1024];
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    loop.server().send(frame);
                }
            });
        }
    }

    @Test
    public void thePeerIsTheUserOfThisProcess() throws Exception {
        String self = Files.getOwner(runDirectory).getName();
        try (Loopback loop = open()) {
            assertEquals(self, loop.server().peer().user());
        }
    }

    @Test
    public void closingAConnectionEndsABlockedReceive() throws Exception {
        try (Loopback loop = open()) {
            CountDownLatch about = new CountDownLatch(1);
            Task<byte[]> receiving = Task.start(() -> {
                about.countDown();
                return loop.server().receive();
            });
            about.await();
            loop.server().close();
            assertThrows(ClosedChannelException.class, receiving::outcome);
        }
    }

    @Test
    public void closingTheListenerEndsABlockedAccept() throws Exception {
        Listener listener = provider().listen(runDirectory, LIMITS);
        CountDownLatch about = new CountDownLatch(1);
        Task<Connection> accepting = Task.start(() -> {
            about.countDown();
            return listener.accept();
        });
        about.await();
        listener.close();
        assertThrows(ClosedChannelException.class, accepting::outcome);
        assertThrows(ClosedChannelException.class, listener::accept);
    }

    @Test
    public void openConnectionsOutliveTheListener() throws Exception {
        try (Loopback loop = open()) {
            loop.listener().close();
            loop.client().send(bytes("still there"));
            assertArrayEquals(bytes("still there"), loop.server().receive());
        }
    }

    @Test
    public void aClosedListenerLeavesNothingBehindAndRefusesClients() throws Exception {
        Listener listener = provider().listen(runDirectory, LIMITS);
        listener.close();
        listener.close();
        try (Stream<Path> left = Files.list(runDirectory)) {
            assertEquals(List.of(), left.toList());
        }
        assertThrows(ConnectException.class, () -> provider().connect(listener.endpoint(), LIMITS));
    }

    @Test
    public void listeningReplacesWhatADeadDaemonLeft() throws Exception {
        Listener dead = provider().listen(runDirectory, LIMITS);
        try (Loopback loop = open()) {
            loop.client().send(bytes("to the living"));
            assertArrayEquals(bytes("to the living"), loop.server().receive());
        } finally {
            dead.close();
        }
    }

    @Test
    public void anEndpointOfAnotherSchemeIsRefused() {
        assertThrows(IOException.class, () -> provider().connect("pigeon:" + runDirectory, LIMITS));
    }

    @Test
    public void manyClientsAreServedAtOnce() throws Exception {
        int many = clientsAtOnce();
        try (Listener listener = provider().listen(runDirectory, new TransportLimits(1024, many))) {
            List<Task<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int number = i;
                clients.add(Task.start(() -> echoed(listener.endpoint(), number)));
            }
            // Everybody is connected before anybody is answered.
            List<Connection> accepted = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                accepted.add(listener.accept());
            }
            for (Connection connection : accepted) {
                Task.start(() -> {
                    byte[] frame = connection.receive();
                    assertNotNull(frame);
                    connection.send(frame);
                    return null;
                });
            }
            for (int i = 0; i < many; i++) {
                assertEquals(i, clients.get(i).outcome());
            }
            accepted.forEach(Connection::close);
        }
    }

    @Test
    public void bothSidesMayStreamAtOnce() throws Exception {
        List<byte[]> frames = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] frame = new byte[random.nextInt(20_000)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        try (Loopback loop = open()) {
            Task<Void> up = sending(loop.client(), frames);
            Task<Void> down = sending(loop.server(), frames);
            Task<Void> atServer = receiving(loop.server(), frames);
            Task<Void> atClient = receiving(loop.client(), frames);
            up.outcome();
            down.outcome();
            atServer.outcome();
            atClient.outcome();
        }
    }

    @Test
    public void aClientThatTakesFilesSpeaksLikeAnyOther() throws Exception {
        try (FileLoopback loop = FileLoopback.open(provider(), runDirectory, LIMITS)) {
            loop.client().send(bytes("question"));
            assertArrayEquals(bytes("question"), loop.server().receive());
            loop.server().send(bytes("answer"));
            assertArrayEquals(bytes("answer"), loop.client().receive());
            loop.server().close();
            assertNull(loop.client().receive());
        }
    }

    @Test
    public void filesArriveInOrderBesideTheirFrames() throws Exception {
        try (FileLoopback loop = FileLoopback.open(provider(), runDirectory, LIMITS)) {
            loop.assumeFiles();
            byte[] large = new byte[1 << 20];
            new Random(3).nextBytes(large);
            Task<Void> sending = Task.start(() -> {
                loop.server().send(bytes("none"));
                loop.sendFile(large, "first");
                loop.server().send(large);
                loop.sendFile(bytes(""), "second");
                loop.sendFile(bytes("third"), "third");
                return null;
            });
            assertArrayEquals(bytes("none"), loop.client().receive());
            assertArrayEquals(large, loop.client().receive());
            assertEquals("first", loop.takeFile());
            assertNull(loop.takeFile());
            assertArrayEquals(large, loop.client().receive());
            assertNull(loop.takeFile());
            assertArrayEquals(bytes(""), loop.client().receive());
            assertArrayEquals(bytes("third"), loop.client().receive());
            assertEquals("second", loop.takeFile());
            assertEquals("third", loop.takeFile());
            sending.outcome();
        }
    }

    @Test
    public void aFileReachesAPeerThatReadsLate() throws Exception {
        try (FileLoopback loop = FileLoopback.open(provider(), runDirectory, LIMITS)) {
            loop.assumeFiles();
            byte[] frame = new byte[100_000];
            Task<Void> sending = Task.start(() -> {
                for (int i = 0; i < 20; i++) {
                    loop.sendFile(frame, "file " + i);
                }
                return null;
            });
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(frame, loop.client().receive());
                assertEquals("file " + i, loop.takeFile());
            }
            sending.outcome();
        }
    }

    @Test
    public void sendingAFileToAPeerThatReadsNothingEndsWhenTheConnectionIsClosed() throws Exception {
        try (FileLoopback loop = FileLoopback.open(provider(), runDirectory, LIMITS)) {
            loop.assumeFiles();
            byte[] frame = new byte[100_000];
            CountDownLatch about = new CountDownLatch(2);
            Task<Void> sending = Task.start(() -> {
                while (true) {
                    about.countDown();
                    loop.sendFile(frame, "unread");
                }
            });
            about.await();
            loop.server().close();
            assertThrows(IOException.class, sending::outcome);
        }
    }

    @Test
    public void aClientThatTakesNoFilesGetsTheFrames() throws Exception {
        try (Loopback loop = open()) {
            if (loop.server() instanceof FilePassing passing) {
                FileLoopback.send(passing, bytes("with a file"), runDirectory, "unseen");
                loop.server().send(bytes("without"));
                assertArrayEquals(bytes("with a file"), loop.client().receive());
                assertArrayEquals(bytes("without"), loop.client().receive());
            }
        }
    }

    @Test
    public void filesThatNobodyReadsAreNotLeftOpen() throws Exception {
        try (FileLoopback loop = FileLoopback.open(provider(), runDirectory, LIMITS)) {
            loop.assumeFiles();
            loop.sendFile(bytes("read"), "not taken");
            loop.sendFile(bytes("not read"), "not received");
            assertArrayEquals(bytes("read"), loop.client().receive());
            loop.client().close();
            assertEquals(0, loop.filesOpen());
        }
    }

    private int echoed(String endpoint, int number) throws IOException {
        try (Connection connection = provider().connect(endpoint, LIMITS)) {
            connection.send(ByteBuffer.allocate(4).putInt(number).array());
            byte[] answer = connection.receive();
            assertNotNull(answer);
            return ByteBuffer.wrap(answer).getInt();
        }
    }

    private static Task<Void> sending(Connection connection, List<byte[]> frames) {
        return Task.start(() -> {
            for (byte[] frame : frames) {
                connection.send(frame);
            }
            return null;
        });
    }

    private static Task<Void> receiving(Connection connection, List<byte[]> frames) {
        return Task.start(() -> {
            for (byte[] frame : frames) {
                assertArrayEquals(frame, connection.receive());
            }
            return null;
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
