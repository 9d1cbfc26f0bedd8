package pmon.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import pmon.api.process.Account;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.store.StoreException;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Supervisor;
import pmon.daemon.capture.Capture;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.config.EnvInherit;
import pmon.daemon.document.Mistake;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventStream;
import pmon.daemon.foreground.Stage;
import pmon.daemon.foreground.Wanted;
import pmon.daemon.hook.EventDispatch;
import pmon.daemon.intake.ChangeResolver;
import pmon.daemon.intake.Environments;
import pmon.daemon.intake.FileAccess;
import pmon.daemon.intake.ProcessConfigurationResolution;
import pmon.daemon.journal.Journal;
import pmon.daemon.journal.JournalLimits;
import pmon.daemon.journal.Recovery;
import pmon.daemon.journal.SafeOpening;
import pmon.daemon.journal.StoreHealth;
import pmon.daemon.loop.Clock;
import pmon.daemon.loop.Outputs;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.notice.NoticeBoard;
import pmon.daemon.notify.NotifySocket;
import pmon.daemon.plugin.DaemonContext;
import pmon.daemon.plugin.PluginLoader;
import pmon.daemon.plugin.Plugins;
import pmon.daemon.plugin.ProgramStates;
import pmon.daemon.probe.Prober;
import pmon.daemon.programlog.Freshness;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.UserFiles;
import pmon.daemon.sidecar.RecordCopies;
import pmon.daemon.sidecar.Sidecars;

/**
 * The composition root: puts the parts of a daemon together, and takes apart again what is there when one of them fails.
 *
 * <p>The kernel port and the store take longest to open and know nothing of each other, so each opens on its own thread at the same time.
 */
final class Startup implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Startup.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Surroundings surroundings;
    private final StoreHealth storeHealth = new StoreHealth();

    private Startup(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * A daemon that accepts commands.
     *
     * @param autostart whether a command wants it, not a person
     */
    static Running start(boolean autostart) throws StartFailure {
        try (Startup startup = new Startup(Surroundings.look())) {
            Running running = startup.open(Groundwork.lay(startup.surroundings, autostart, startup.opened), Stage.NONE);
            startup.opened.clear();
            return running;
        }
    }

    /** A daemon in the foreground, whose programs are on the stage. */
    static Running start(Wanted wanted, Stage stage) throws StartFailure {
        try (Startup startup = new Startup(Surroundings.look())) {
            Running running =
                    startup.open(Groundwork.layForeground(startup.surroundings, wanted, startup.opened), stage);
            startup.opened.clear();
            return running;
        }
    }

    /** A daemon and what it was put together from. */
    record Running(Daemon daemon, Daemon.Parts parts) {
        void endOnSignals(Runnable end) {
            daemon.endOnSignals(end);
        }

        void ready() {
            daemon.ready();
        }

        int untilEnd() {
            return daemon.run(parts);
        }
    }

    private Running open(Groundwork ground, Stage stage) throws StartFailure {
        Configuration configuration = ground.configuration();
        KernelSettings settings = ground.kernelSettings();
        SupervisorLoop loop = SupervisorLoop.start(() -> ground.kernels().open(settings), Clock.SYSTEM);
        opened.push(loop::dismiss);
        EventFeed feed = feed(loop);
        Journal journal = journal(ground, loop, feed);
        Kernel kernel = kernel(loop);

        ConfigurationSource source = new ConfigurationSource(ground.loader(), configuration);
        Daemon daemon = new Daemon(
                loop,
                source,
                Versions.of(ground.transports().name(), ground.stores().name(), kernel.name()),
                NotifySocket.in(System.getenv(), kernel::sendDatagram),
                ground.lasting());
        Recovered recovered = Recovery.of(journal.loaded());
        Optional<Path> pipes = ground.pipes();
        Optional<Capture> capture = pipes.isPresent()
                ? LogCapture.open(kernel, configuration, source, loop, recovered, pipes.get())
                : Optional.empty();
        capture.ifPresent(opened::push);
        Freshness freshness = capture.map(Freshness.class::cast).orElse(Freshness.ALWAYS);
        ProgramLogs logs = logs(kernel, freshness);
        Supervisor supervisor = new Supervisor(configuration.defaults(), recovered);
        Plugins plugins = plugins(kernel, source, loop);
        opened.push(plugins);
        loop.tellDeleted(EventDispatch.start(feed, plugins, id -> program(loop, id))::deleted);
        Prober checks = Monitoring.open(
                kernel,
                plugins::monitorTypes,
                logs,
                source,
                NoticeBoard.address(ground.places().run(), ground.mark()),
                loop);
        opened.push(checks);
        ChangeResolver resolver = resolver(kernel, loop, ground, plugins);
        List<Configured> configured = configured(resolver, ground);
        List<String> objections = stage.objections(kernel);
        if (!objections.isEmpty()) {
            throw new StartFailure(ErrorCode.FAILED, String.join("; ", objections));
        }
        Outputs outputs = stage.outputs(
                kernel,
                configured,
                capture.map(Outputs.class::cast).orElse(Outputs.direct(configuration.logFileMode())));
        stage.watch(EventStream.fromNow(journal, feed), loop, kernel);
        loop.begin(new SupervisorLoop.Work(
                supervisor,
                journal::append,
                stage.removal(new LogDeletion(logs, freshness)),
                ground.mark(),
                outputs,
                checks,
                configured));
        FrontDoor.Behind behind = new FrontDoor.Behind(
                loop,
                kernel,
                new Reception(resolver, source, loop),
                source,
                logs,
                capture,
                journal,
                storeHealth,
                feed,
                plugins);
        Optional<FrontDoor> door =
                ground.tenure().isPresent() ? Optional.of(listen(ground, daemon, behind)) : Optional.empty();
        return new Running(
                daemon, new Daemon.Parts(ground.tenure(), journal, feed, plugins, checks, door, capture, stage::clear));
    }

    private static EventFeed feed(SupervisorLoop loop) {
        EventFeed feed = new EventFeed();
        feed.shown(loop.snapshot().seq());
        loop.tell(() -> feed.shown(loop.snapshot().seq()));
        return feed;
    }

    private FrontDoor listen(Groundwork ground, Daemon daemon, FrontDoor.Behind behind) throws StartFailure {
        FrontDoor door = FrontDoor.open(ground, daemon, behind);
        opened.push(door.gateway());
        opened.push(door.remote());
        door.announce(ground);
        if (ground.lasting()) {
            LOG.log(
                    Level.INFO,
                    "pmond {0} ({1}, {2}, {3}) manages {4} programs in {5}",
                    Versions.pmon(),
                    behind.kernel().name(),
                    ground.stores().name(),
                    door.endpoint(),
                    Integer.toString(behind.loop().snapshot().processes().size()),
                    ground.places().data());
        }
        return door;
    }

    private static ProgramLogs logs(Kernel kernel, Freshness freshness) {
        return new ProgramLogs(
                kernel.accounts().self(),
                UserFiles.of(
                        kernel,
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform().name("logs").daemon().factory())),
                freshness);
    }

    private Plugins plugins(Kernel kernel, ConfigurationSource source, SupervisorLoop loop) throws StartFailure {
        Account self = kernel.accounts().self();
        Map<String, String> environment =
                new Environments(surroundings.environment()).inherited(EnvInherit.DAEMON, Map.of(), self);
        Configuration configuration = source.current().configuration();
        try {
            return Plugins.open(
                    Plugins.Directories.of(configuration),
                    new PluginLoader(surroundings.uid()),
                    () -> source.current().configuration(),
                    name -> new DaemonContext(
                            System.getLogger("plugin " + name),
                            () -> ProgramStates.of(loop.snapshot(), kernel::usage),
                            kernel::run,
                            self,
                            environment));
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot read which plugins are switched off: " + e.getMessage());
        }
    }

    private static Optional<ProcessRecord> program(SupervisorLoop loop, int id) {
        return loop.snapshot().processes().stream()
                .map(ProcessSnapshot::record)
                .filter(record -> record.id() == id)
                .findFirst();
    }

    private static ChangeResolver resolver(Kernel kernel, SupervisorLoop loop, Groundwork ground, Plugins plugins) {
        return new ChangeResolver(
                kernel.accounts(),
                FileAccess.of(kernel),
                new Environments(ground.surroundings().environment()),
                loop::snapshot,
                ground.entries(),
                ground.main(),
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("intake").daemon().factory()),
                plugins::monitorTypes);
    }

    /** What cannot be used is told and passed over: what is on record has to be supervised all the same. In the foreground nothing is. */
    private static List<Configured> configured(ChangeResolver resolver, Groundwork ground) throws StartFailure {
        return switch (resolver.processConfiguration(ground.configuration())) {
            case ProcessConfigurationResolution.Broken(List<Mistake> mistakes) -> {
                if (!ground.lasting()) {
                    throw new StartFailure(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
                }
                LOG.log(Level.ERROR, "the process configuration is broken and not used:\n" + Mistake.text(mistakes));
                yield List.of();
            }
            case ProcessConfigurationResolution.Read(var entries, var unusable, var warnings) -> {
                warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
                if (!ground.lasting() && !unusable.isEmpty()) {
                    throw new StartFailure(
                            ErrorCode.BAD_CONFIG,
                            Mistake.text(unusable.stream()
                                    .map(ProcessConfigurationResolution.Unusable::mistake)
                                    .toList()));
                }
                unusable.forEach(one ->
                        LOG.log(Level.ERROR, "not started: " + one.mistake().text()));
                yield entries;
            }
        };
    }

    private Journal journal(Groundwork ground, SupervisorLoop loop, EventFeed feed) throws StartFailure {
        Path data = ground.places().data();
        Configuration.History history = ground.configuration().history();
        Sidecars sidecars = new Sidecars(data);
        try {
            Journal journal = Journal.open(
                    ground.lasting()
                            ? new SafeOpening(ground.stores(), data, sidecars, storeHealth, InstantSource.system())
                            : () -> ground.stores().open(data),
                    loop,
                    feed,
                    JournalLimits.DEFAULT.keeping(history.perProgram(), history.total()),
                    ground.lasting() ? sidecars : RecordCopies.NONE,
                    storeHealth);
            opened.push(journal);
            return journal;
        } catch (StoreException e) {
            throw new StartFailure(ErrorCode.FAILED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(ErrorCode.FAILED, "interrupted while the store was being opened");
        }
    }

    private static Kernel kernel(SupervisorLoop loop) throws StartFailure {
        try {
            return loop.kernel();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailure(ErrorCode.FAILED, "the kernel port does not open: " + cause.getMessage());
        }
    }

    /** Takes apart what a start that failed has put together, newest first. */
    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "while giving up the start", e);
            }
        }
    }
}
