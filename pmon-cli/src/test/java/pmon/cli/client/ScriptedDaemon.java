package pmon.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.ipc.socket.SocketTransportProvider;
import pmon.wire.Frame;
import pmon.wire.FrameCodec;

/** A daemon that reads as many frames as a client is to send, answers with frames told beforehand, and leaves. */
final class ScriptedDaemon implements AutoCloseable {
    private final Path run;
    private final Listener listener;
    private final FrameCodec codec = new FrameCodec();

    private ScriptedDaemon(Path run, Listener listener) {
        this.run = run;
        this.listener = listener;
    }

    static ScriptedDaemon in(Path home) throws IOException {
        Path run = Files.createDirectories(
                home.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Listener listener = new SocketTransportProvider().listen(run, TransportLimits.DEFAULT);
        Files.writeString(run.resolve("endpoint"), listener.endpoint() + "\n");
        return new ScriptedDaemon(run, listener);
    }

    /** Serves one client on another thread; {@code behind} runs once the connection is closed. */
    void serve(int frames, List<Frame> answers, Runnable behind) {
        Thread.ofVirtual().start(() -> {
            converse(frames, answers, connection -> {});
            behind.run();
        });
    }

    /** Serves one client on another thread, and keeps the connection open until then. */
    void serveUntil(CountDownLatch over, int frames, List<Frame> answers) {
        Thread.ofVirtual().start(() -> converse(frames, answers, connection -> await(over)));
    }

    /** Serves one client on another thread, and takes its time between the first answer and the second. */
    void serveLate(int frames, Frame first, Duration pause, Frame second) {
        Thread.ofVirtual()
                .start(() -> converse(frames, List.of(first), connection -> {
                    LockSupport.parkNanos(pause.toNanos());
                    connection.send(codec.encode(second));
                }));
    }

    private interface Last {
        void run(Connection connection) throws IOException;
    }

    private void converse(int frames, List<Frame> answers, Last last) {
        try (Connection connection = listener.accept()) {
            for (int i = 0; i < frames; i++) {
                connection.receive();
            }
            for (Frame answer : answers) {
                connection.send(codec.encode(answer));
            }
            last.run(connection);
        } catch (IOException e) {
            // The client sees that it got no answer.
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the endpoint, as the last thing a daemon does. */
    void leave() {
        try {
            Files.delete(run.resolve("endpoint"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
