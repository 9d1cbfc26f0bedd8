package pmon.api.spi.transport;

import java.io.IOException;

/** The daemon's end of a transport. */
public interface Listener extends AutoCloseable {
    /** What clients connect to, {@code scheme:rest}; one line of text. */
    String endpoint();

    /** Waits for the next client. Throws {@link java.nio.channels.ClosedChannelException} once closed by another thread. */
    Connection accept() throws IOException;

    /** Stops listening and removes what it made in the run directory; open connections stay open. */
    @Override
    void close();
}
