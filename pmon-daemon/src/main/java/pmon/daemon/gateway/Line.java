package pmon.daemon.gateway;

import java.io.FileDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.FrameTooLargeException;
import pmon.wire.Frame;
import pmon.wire.FrameCodec;
import pmon.wire.ProtocolException;

/**
 * A connection with both directions going at once: a second virtual thread reads ahead, so that a client that leaves is noticed while its
 * request is at work. Noticing ends the connection and interrupts the session's thread.
 */
final class Line implements AutoCloseable {
    private static final long NOT_SENDING = Long.MIN_VALUE;

    /** What arrived. */
    sealed interface Arrival {
        /** A frame. */
        record Content(Frame frame) implements Arrival {}

        /**
         * Something that is not a frame of this protocol.
         *
         * @param message in words fit for the client
         */
        record Unreadable(String message) implements Arrival {}
    }

    /** What waits to be taken up, as bytes: what they mean can take many times the room. */
    private sealed interface Received {
        final class Raw implements Received {
            private final byte[] frame;

            Raw(byte[] frame) {
                this.frame = frame;
            }
        }

        record Broken(String message) implements Received {}
    }

    private final Connection connection;
    private final FrameCodec codec;
    private final int maxFrameBytes;
    private final int maxReceivedBytes;
    private final GatewayLimits limits;
    private final BlockingQueue<Received> arrived = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong sendingSinceNanos = new AtomicLong(NOT_SENDING);
    private final AtomicReference<@Nullable String> whyCutOff = new AtomicReference<>();

    Line(Connection connection, FrameCodec codec, int maxFrameBytes, int maxReceivedBytes, GatewayLimits limits) {
        this.connection = connection;
        this.codec = codec;
        this.maxFrameBytes = maxFrameBytes;
        this.maxReceivedBytes = maxReceivedBytes;
        this.limits = limits;
    }

    /**
     * Starts reading.
     *
     * @param session is interrupted when the client has left
     */
    void open(Thread session) {
        var _ = Thread.ofVirtual().name("client reader").start(() -> {
            String why = readAll();
            if (why != null) {
                cutOff(why);
                session.interrupt();
            }
        });
    }

    /** The next arrival; null when there is none in time. */
    @Nullable
    Arrival next(Duration timeout) throws InterruptedException {
        return switch (arrived.poll(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> null;
            case Received.Raw raw -> {
                waitingBytes.addAndGet(-raw.frame.length);
                yield read(raw.frame);
            }
            case Received.Broken(String message) -> new Arrival.Unreadable(message);
        };
    }

    /** Sends a frame; one above the transport's bound is replaced by an answer that says so. */
    void send(Frame frame) throws IOException {
        byte[] content = codec.encode(frame);
        if (content.length > maxFrameBytes) {
            content = codec.encode(new Frame.Answer(new Response.Failed(
                    ErrorCode.FAILED,
                    "the answer has " + content.length + " bytes, more than the " + maxFrameBytes
                            + " of a frame; name fewer programs")));
        }
        byte[] bounded = content;
        timed(() -> connection.send(bounded));
    }

    /** What takes the items of an answer: frames, and files beside them where the transport passes such. */
    ItemSink items() {
        return connection instanceof FilePassing passing ? new FileItems(passing) : item -> send(new Frame.Item(item));
    }

    private final class FileItems implements ItemSink {
        private final FilePassing passing;

        FileItems(FilePassing passing) {
            this.passing = passing;
        }

        @Override
        public void send(StreamItem item) throws IOException {
            Line.this.send(new Frame.Item(item));
        }

        @Override
        public boolean passesFiles() {
            return true;
        }

        @Override
        public void send(StreamItem item, FileDescriptor file) throws IOException {
            byte[] content = codec.encode(new Frame.Item(item));
            timed(() -> passing.send(content, file));
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    /** So that a client can be told that makes no room. */
    private void timed(Sending sending) throws IOException {
        sendingSinceNanos.set(System.nanoTime());
        try {
            sending.run();
        } finally {
            sendingSinceNanos.set(NOT_SENDING);
        }
    }

    /** Ends the connection if the client has made no room for a frame for so long. */
    void cutOffIfStuck(Duration timeout) {
        long since = sendingSinceNanos.get();
        if (since != NOT_SENDING && System.nanoTime() - since > timeout.toNanos()) {
            cutOff("it reads nothing");
        }
    }

    /** Ends the connection. Any thread. */
    void cutOff(String why) {
        whyCutOff.compareAndSet(null, why);
        connection.close();
    }

    /** Why the connection was ended; null if it was not. */
    @Nullable
    String whyCutOff() {
        return whyCutOff.get();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Reads until no more can come. Returns why the client is gone, null if it is still there and may be told something. */
    private @Nullable String readAll() {
        try {
            byte[] frame = connection.receive(maxReceivedBytes);
            while (frame != null) {
                if (!arrived.isEmpty() && !fits(frame)) {
                    return "it sends more requests ahead than it may";
                }
                waitingBytes.addAndGet(frame.length);
                arrived.add(new Received.Raw(frame));
                frame = connection.receive(maxReceivedBytes);
            }
            return "it left";
        } catch (FrameTooLargeException e) {
            arrived.add(new Received.Broken(String.valueOf(e.getMessage())));
            return null;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean fits(byte[] frame) {
        return arrived.size() < limits.pipelined() && waitingBytes.get() + frame.length <= limits.pipelinedBytes();
    }

    private Arrival read(byte[] frame) {
        try {
            return new Arrival.Content(codec.decode(frame));
        } catch (ProtocolException e) {
            return new Arrival.Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
