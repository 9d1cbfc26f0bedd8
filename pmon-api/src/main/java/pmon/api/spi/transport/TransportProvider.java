package pmon.api.spi.transport;

import java.io.IOException;
import java.nio.file.Path;

/** Opens both ends of a transport. Stateless, found by {@link java.util.ServiceLoader}, chosen by name or by an endpoint's scheme. */
public interface TransportProvider {
    /** The name it is chosen by, such as {@code socket}. */
    String name();

    /** The scheme of its endpoints, such as {@code unix}: an endpoint is {@code scheme:rest}. */
    String scheme();

    /**
     * The daemon's end. The directory exists and is private to the daemon's user; the caller holds the daemon's lock, so whatever an
     * earlier daemon left there is stale and is removed.
     *
     * @throws IOException when it cannot listen there; the message names the path and the reason
     */
    Listener listen(Path runDirectory, TransportLimits limits) throws IOException;

    /**
     * The same, with what the configuration says about shared memory; a transport that uses none passes over it.
     *
     * @throws IOException when it cannot listen there; the message names the path and the reason
     */
    default Listener listen(Path runDirectory, TransportLimits limits, SharedMemory memory) throws IOException {
        return listen(runDirectory, limits);
    }

    /**
     * The daemon's end for clients of every user, who are told apart by {@link Connection#peer}; the directory may be entered by all.
     *
     * @throws IOException likewise, and where this transport cannot tell its clients apart
     */
    default Listener listenToEverybody(Path runDirectory, TransportLimits limits) throws IOException {
        throw new IOException("the transport " + name()
                + " cannot serve several users; message_queue.file_mode has to be 0600 with it");
    }

    /**
     * A client's end.
     *
     * @param endpoint as {@link Listener#endpoint} told it
     * @throws java.net.ConnectException when nobody listens there
     */
    Connection connect(String endpoint, TransportLimits limits) throws IOException;

    /**
     * A client's end that can take files, a {@link FilePassing}, where this transport has such; an ordinary one where it has not. It may
     * take longer to open, and hold the thread that waits for it.
     *
     * @param endpoint as {@link Listener#endpoint} told it
     * @throws java.net.ConnectException when nobody listens there
     */
    default Connection connectForFiles(String endpoint, TransportLimits limits) throws IOException {
        return connect(endpoint, limits);
    }
}
