package pmon.daemon.remote;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.RemoteTransportProvider;
import pmon.api.spi.transport.RemoteTransportProvider.KnownClients;
import pmon.api.spi.transport.TransportLimits;
import pmon.daemon.certificate.Authority;
import pmon.daemon.certificate.ClientList;
import pmon.daemon.gateway.Gateway;
import pmon.daemon.gateway.GatewayLimits;

/**
 * The door for other machines, beside the one of this. Where it cannot be opened the daemon goes on without it and says so: programs are to
 * run even where a certificate has expired.
 */
public final class RemoteAccess implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RemoteAccess.class.getName());

    /** Fewer than of this machine, so that nothing that comes over the network can use up what local commands need. */
    public static final GatewayLimits LIMITS = new GatewayLimits(
            64,
            8,
            16,
            8,
            16,
            256 << 10,
            256 << 10,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));

    private final @Nullable Listener listener;
    private final List<String> problems;
    private volatile @Nullable Gateway gateway;

    private RemoteAccess(@Nullable Listener listener, List<String> problems) {
        this.listener = listener;
        this.problems = problems;
    }

    /**
     * Listens, where that is wanted.
     *
     * @param endpoint as configured; null where nobody wants it
     * @param keys the directory of keys and of the list of clients
     * @param self the account the daemon runs as
     */
    public static RemoteAccess at(@Nullable String endpoint, Path keys, Account self) {
        if (endpoint == null || endpoint.isEmpty()) {
            return new RemoteAccess(null, List.of());
        }
        ClientList list = new ClientList(keys);
        KnownClients clients =
                fingerprint -> list.user(fingerprint).map(user -> user.equals(ClientList.OWNER) ? self.name() : user);
        try {
            Listener listener =
                    providerFor(endpoint).listen(endpoint, Authority.serverKey(keys), clients, TransportLimits.DEFAULT);
            LOG.log(Level.INFO, "takes commands of other machines on {0}", listener.endpoint());
            return new RemoteAccess(listener, List.of());
        } catch (IOException e) {
            String problem = "no commands of other machines are taken (remote.listen): " + e.getMessage();
            LOG.log(Level.ERROR, problem);
            return new RemoteAccess(null, List.of(problem));
        }
    }

    private static RemoteTransportProvider providerFor(String endpoint) throws IOException {
        RemoteTransportProvider first = null;
        for (RemoteTransportProvider provider : ServiceLoader.load(RemoteTransportProvider.class)) {
            if (endpoint.startsWith(provider.scheme() + ":")) {
                return provider;
            }
            first = first == null ? provider : first;
        }
        if (first == null) {
            throw new IOException("this image has no transport between machines");
        }
        // It knows best what is wrong with an endpoint that is almost its own.
        return first;
    }

    /** How clients are let in once somebody listens. */
    @FunctionalInterface
    public interface Opening {
        Gateway open(Listener listener);
    }

    /** Lets clients in from now on. */
    public void open(Opening opening) {
        if (listener != null) {
            gateway = opening.open(listener);
        }
    }

    /** Why it is shut though it should be open; empty where all is well. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        Gateway open = gateway;
        if (open != null) {
            open.close();
        } else if (listener != null) {
            listener.close();
        }
    }
}
