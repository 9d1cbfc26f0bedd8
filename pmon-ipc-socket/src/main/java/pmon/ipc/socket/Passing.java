package pmon.ipc.socket;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Peer;

/** What the JDK's channels cannot do with a Unix socket and junixsocket can. */
interface Passing {
    /**
     * Writes the beginning of something, with an open file.
     *
     * @return how many bytes; 0 when there is no room, and then the file has not been sent either
     */
    int write(ByteBuffer bytes, FileDescriptor file) throws IOException;

    /** The next file that came with what was read; null when there is none. */
    @Nullable
    FileDescriptor received();

    /** Who is at the other end, its process included. */
    Peer peer() throws IOException;

    /** Closes the socket. */
    void close();
}
