package pmon.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.daemon.capture.Capture;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.event.EventFeed;
import pmon.daemon.export.Export;
import pmon.daemon.export.Origin;
import pmon.daemon.gateway.Audience;
import pmon.daemon.gateway.DaemonControl;
import pmon.daemon.gateway.Gateway;
import pmon.daemon.gateway.GatewayLimits;
import pmon.daemon.journal.Journal;
import pmon.daemon.journal.StoreHealth;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.plugin.Plugins;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.remote.RemoteAccess;
import pmon.daemon.request.CapturedLogs;
import pmon.daemon.request.ConfigurationRequests;
import pmon.daemon.request.DaemonFacts;
import pmon.daemon.request.PluginRequests;
import pmon.daemon.request.Requests;
import pmon.daemon.view.LogHealth;
import pmon.daemon.view.ProcessViews;
import pmon.daemon.view.UsageSampler;

/** Where clients come in: the listener, who may pass, and everything that requests are answered from. */
record FrontDoor(Gateway gateway, RemoteAccess remote, String endpoint) {
    /** What requests are answered from. */
    record Behind(
            SupervisorLoop loop,
            Kernel kernel,
            Reception reception,
            ConfigurationSource source,
            ProgramLogs logs,
            Optional<Capture> capture,
            Journal journal,
            StoreHealth storeHealth,
            EventFeed feed,
            Plugins plugins) {}

    /** Listens, but tells nobody where. */
    static FrontDoor open(Groundwork ground, DaemonControl daemon, Behind behind) throws StartFailure {
        Listener listener = listener(ground);
        Accounts accounts = behind.kernel().accounts();
        RemoteAccess remote = RemoteAccess.at(
                ground.configuration().remoteListen(), ground.configuration().remoteKeys(), accounts.self());
        Requests requests = requests(behind, listener.endpoint(), remote);
        Supplier<@Nullable String> adminGroup =
                () -> behind.source().current().configuration().adminGroup();
        Gateway gateway = Gateway.open(
                listener,
                accounts,
                new Audience(ground.servesEverybody(), adminGroup),
                requests,
                daemon,
                TransportLimits.DEFAULT.maxFrameBytes(),
                GatewayLimits.DEFAULT);
        // Whom a certificate stands for is said in the list of clients, which is therefore the whole audience.
        remote.open(far -> Gateway.open(
                far,
                accounts,
                new Audience(true, adminGroup),
                requests,
                daemon,
                TransportLimits.DEFAULT.maxFrameBytes(),
                RemoteAccess.LIMITS));
        return new FrontDoor(gateway, remote, listener.endpoint());
    }

    /** Tells clients where it is. */
    void announce(Groundwork ground) throws StartFailure {
        try {
            ground.tenure().orElseThrow().publish(endpoint, ground.servesEverybody());
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot tell clients where it listens: " + e.getMessage());
        }
    }

    /** Nobody comes in any more, and who is there has been served. */
    void close() {
        remote.close();
        gateway.close();
    }

    private static Listener listener(Groundwork ground) throws StartFailure {
        try {
            return ground.servesEverybody()
                    ? ground.transports().listenToEverybody(ground.places().run(), TransportLimits.DEFAULT)
                    : ground.transports()
                            .listen(
                                    ground.places().run(),
                                    TransportLimits.DEFAULT,
                                    ground.configuration().messageQueue().memory());
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static Requests requests(Behind behind, String socket, RemoteAccess remote) {
        Kernel kernel = behind.kernel();
        ConfigurationSource source = behind.source();
        StoreHealth storeHealth = behind.storeHealth();
        long begun = System.nanoTime();
        ConfigurationRequests configurations = new ConfigurationRequests(
                () -> source.current().configuration(),
                behind.reception(),
                new Export(new Origin(
                        kernel.accounts().self(),
                        () -> source.current().configuration().places().logs())),
                kernel.accounts().self().uid(),
                behind.plugins()::monitorTypes);
        return new Requests(
                behind.loop(),
                behind.reception(),
                views(behind),
                behind.logs(),
                behind.capture().map(CapturedLogs.class::cast).orElse(CapturedLogs.NONE),
                behind.journal(),
                behind.feed(),
                configurations,
                new PluginRequests(behind.plugins(), kernel.accounts().self().uid()),
                new DaemonFacts(
                        kernel.self().pid(),
                        Versions.pmon(),
                        socket,
                        () -> Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                        () -> Stream.of(storeHealth.problems(), source.complaints(), remote.problems())
                                .flatMap(List::stream)
                                .toList()));
    }

    private static ProcessViews views(Behind behind) {
        return new ProcessViews(
                new UsageSampler(behind.kernel()::usage, System::nanoTime),
                InstantSource.system(),
                behind.storeHealth()::problems,
                id -> behind.capture().map(one -> one.health(id)).orElse(LogHealth.GOOD));
    }
}
