package pmon.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.cli.shell.Failure;

/** Connects by an endpoint's scheme; of several transports in the image only those up to the right one are touched. */
final class Transports {
    private Transports() {}

    /**
     * A connection, null when nobody listens.
     *
     * @param files whether it is to take open files, if the transport has such
     */
    static @Nullable Connection connect(String endpoint, boolean files) throws Failure {
        try {
            TransportProvider provider = providerFor(endpoint);
            return files
                    ? provider.connectForFiles(endpoint, TransportLimits.DEFAULT)
                    : provider.connect(endpoint, TransportLimits.DEFAULT);
        } catch (ConnectException e) {
            return null;
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, "cannot reach the daemon: " + e.getMessage());
        }
    }

    private static TransportProvider providerFor(String endpoint) throws Failure {
        for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
            String scheme = provider.scheme();
            if (endpoint.startsWith(scheme) && endpoint.startsWith(":", scheme.length())) {
                return provider;
            }
        }
        throw new Failure(
                ErrorCode.FAILED,
                "this pmon has no transport for the daemon's endpoint " + endpoint
                        + "; use that of the daemon's image, or delete run/endpoint if no daemon is running");
    }
}
