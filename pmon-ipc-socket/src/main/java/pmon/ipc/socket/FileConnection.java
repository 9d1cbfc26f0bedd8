package pmon.ipc.socket;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.FilePassing;
import pmon.api.spi.transport.Peer;
import pmon.api.spi.transport.TransportLimits;

/** Frames over a channel, and open files beside them. */
final class FileConnection implements FilePassing {
    /** Between two tries to send a file to a peer that reads nothing, the first and the longest. */
    private static final long FIRST_PAUSE_MILLIS = 1;

    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final SocketConnection frames;
    private final Passing passing;

    FileConnection(SocketConnection frames, Passing passing) {
        this.frames = frames;
        this.passing = passing;
    }

    /** A client's end. */
    static FileConnection connect(Path socket, TransportLimits limits) throws IOException {
        ConnectedPassing[] connected = new ConnectedPassing[1];
        SocketTransportProvider.connect(socket, address -> connected[0] = ConnectedPassing.to(address));
        return new FileConnection(new SocketConnection(connected[0].channel(), limits.maxFrameBytes()), connected[0]);
    }

    @Override
    public void send(byte[] frame) throws IOException {
        frames.send(frame);
    }

    @Override
    public void send(byte[] frame, FileDescriptor file) throws IOException {
        frames.send(frame, head -> begin(head, file));
    }

    /** Whoever gives up on a peer that makes no room closes the connection, which ends this. */
    private void begin(ByteBuffer head, FileDescriptor file) throws IOException {
        long pause = FIRST_PAUSE_MILLIS;
        while (passing.write(head, file) == 0) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                // As the channels of the JDK have it.
                close();
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    @Override
    public @Nullable FileInputStream takeFile() {
        FileDescriptor file = passing.received();
        return file == null ? null : new FileInputStream(file);
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
        return frames.receive();
    }

    @Override
    public byte @Nullable [] receive(int maxFrameBytes) throws IOException {
        return frames.receive(maxFrameBytes);
    }

    @Override
    public Peer peer() throws IOException {
        return passing.peer();
    }

    @Override
    public void close() {
        passing.close();
    }
}
