package pmon.api.spi.transport;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can hand over open files beside frames, as Unix sockets can (SCM_RIGHTS, unix(7)). An ability that a transport may
 * lack: whoever has a use for it looks whether a {@link Connection} is one of these, and does without where it is not.
 *
 * <p>What is handed over is the open file itself: the receiver needs no right to its path, and shares its position with the sender.
 */
public interface FilePassing extends Connection {
    /**
     * Sends one frame, and an open file with it; waits while the peer does not read. A peer that takes no files gets the frame all the
     * same.
     *
     * @param file stays the caller's, who may close it as soon as this has returned
     */
    void send(byte[] frame, FileDescriptor file) throws IOException;

    /**
     * The next of the files that came with the frames received so far, in their order; null when there is none. The caller closes it.
     * Those that nobody takes are closed with the connection.
     */
    @Nullable
    FileInputStream takeFile();
}
