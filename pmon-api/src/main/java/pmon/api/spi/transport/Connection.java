package pmon.api.spi.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Frames in both directions, in order, each whole or not at all. One thread may send while another receives; {@link #close} may come from
 * any thread and ends both.
 */
public interface Connection extends AutoCloseable {
    /** Sends one frame; waits while the peer does not read. */
    void send(byte[] frame) throws IOException;

    /**
     * The next frame, or null when the peer has ended the connection between two frames.
     *
     * @throws FrameTooLargeException before reading the frame's content; the connection is of no use afterwards
     * @throws java.io.EOFException when the peer ended it within a frame
     */
    byte @Nullable [] receive() throws IOException;

    /**
     * The same with a bound of the caller's, for a peer that is trusted less than the transport's bound allows.
     *
     * @param maxFrameBytes the largest frame accepted
     */
    default byte @Nullable [] receive(int maxFrameBytes) throws IOException {
        byte[] frame = receive();
        if (frame != null && frame.length > maxFrameBytes) {
            throw new FrameTooLargeException(frame.length, maxFrameBytes);
        }
        return frame;
    }

    /** Who is at the other end, as the kernel says. */
    Peer peer() throws IOException;

    @Override
    void close();
}
