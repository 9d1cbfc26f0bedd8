package pmon.api.spi.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens both ends of a transport between machines, where no kernel vouches for the peer: both ends prove who they are with a key and a
 * certificate. Stateless, found by {@link java.util.ServiceLoader}, chosen by an endpoint's scheme.
 *
 * <p>A key file holds a private key, its certificate, and the certificate of the authority that the other end's certificate has to be
 * from. It is refused when anybody but its owner may read it.
 */
public interface RemoteTransportProvider {
    /** The scheme of its endpoints, such as {@code tcp+tls}: an endpoint is {@code scheme://host:port}. */
    String scheme();

    /** Whose certificates are let in. Asked by any thread, at every connection and at every frame, so that a revocation counts at once. */
    @FunctionalInterface
    interface KnownClients {
        /**
         * The user that a client acts as.
         *
         * @param fingerprint SHA-256 of its certificate, as 64 hexadecimal digits in lower case
         * @return empty when it is not let in
         */
        Optional<String> user(String fingerprint);
    }

    /**
     * The daemon's end. {@link Listener#accept} yields only clients that have proved who they are; what others do is bounded in number
     * and time.
     *
     * @param endpoint where to listen; port 0 takes a free one, which {@link Listener#endpoint} tells
     * @param key the daemon's key file
     * @throws IOException when it cannot listen there; the message names what is wrong
     */
    Listener listen(String endpoint, Path key, KnownClients clients, TransportLimits limits) throws IOException;

    /**
     * A client's end, once both sides have accepted each other.
     *
     * @param key the client's key file
     * @throws IOException when nobody listens, or one of the two does not accept the other; the message says why
     */
    Connection connect(String endpoint, Path key, TransportLimits limits) throws IOException;
}
