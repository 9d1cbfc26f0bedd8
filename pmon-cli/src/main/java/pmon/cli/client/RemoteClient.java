package pmon.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.spi.transport.RemoteTransportProvider;
import pmon.api.spi.transport.TransportLimits;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/** The daemon of another machine. It is there or it is not: nobody can start it from here. */
public final class RemoteClient implements Client {
    /** How long it may take for what needs no more than a look, on its machine and on the way. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Hosts hosts;
    private Duration patience = PATIENCE;
    private boolean bounded;
    private @Nullable Conversation conversation;

    private RemoteClient(String name, Hosts hosts) {
        this.name = name;
        this.hosts = hosts;
    }

    /** Of the machine that the caller's list of hosts calls so. Nothing is opened before it is asked for. */
    public static RemoteClient of(Caller caller, String name) {
        return new RemoteClient(name, Hosts.of(caller));
    }

    @Override
    public Response ask(Request request, Missing missing, Items items) throws Failure, IOException {
        return open().ask(request, items);
    }

    @Override
    public void boundedBy(Duration timeout) {
        patience = timeout.plus(Duration.ofSeconds(5));
        bounded = true;
    }

    @Override
    public Frozen.@Nullable VersionInfo version() throws Failure {
        if (open().ask(new Frozen.Version()) instanceof Frozen.VersionInfo info) {
            return info;
        }
        throw new Failure(ErrorCode.FAILED, "the daemon of " + name + " did not tell its version");
    }

    @Override
    public boolean stopDaemon(boolean keepPrograms, @Nullable Duration timeout) throws Failure {
        Conversation open = open();
        if (!(open.ask(new Frozen.Shutdown(keepPrograms)) instanceof Frozen.Accepted)) {
            throw new Failure(ErrorCode.FAILED, "the daemon of " + name + " did not accept to end");
        }
        // Its door closes when everything else is put away.
        open.awaitEnd();
        return true;
    }

    @Override
    public void startDaemon() throws Failure {
        throw hereOnly("start its daemon");
    }

    @Override
    public Upgraded upgradeDaemon(@Nullable String image, @Nullable Duration timeout) throws Failure {
        throw hereOnly("upgrade its daemon");
    }

    @Override
    public int runDaemonProgram(List<String> arguments) throws Failure {
        throw hereOnly("do this");
    }

    @Override
    public void close() {
        if (conversation != null) {
            conversation.close();
        }
    }

    private Failure hereOnly(String what) {
        return Failure.usage("nobody can " + what + " from another machine; run it on " + name);
    }

    private Conversation open() throws Failure {
        Conversation open = conversation;
        if (open == null) {
            open = connect();
            conversation = open;
        }
        return open;
    }

    private Conversation connect() throws Failure {
        Hosts.Host host = hosts.named(name);
        try {
            return Conversation.open(
                    providerFor(host.address()).connect(host.address(), host.key(), TransportLimits.DEFAULT),
                    patience,
                    bounded);
        } catch (ConnectException e) {
            throw new Failure(ErrorCode.NO_DAEMON, name + ": " + e.getMessage());
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, name + ": " + e.getMessage());
        }
    }

    private RemoteTransportProvider providerFor(String address) throws Failure {
        RemoteTransportProvider first = null;
        for (RemoteTransportProvider provider : ServiceLoader.load(RemoteTransportProvider.class)) {
            if (address.startsWith(provider.scheme() + ":")) {
                return provider;
            }
            first = first == null ? provider : first;
        }
        if (first == null) {
            throw new Failure(ErrorCode.FAILED, "this pmon has no transport between machines");
        }
        // It knows best what is wrong with an address that is almost its own.
        return first;
    }
}
