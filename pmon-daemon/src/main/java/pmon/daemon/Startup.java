package pmon.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import pmon.api.process.Account;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Supervisor;
import pmon.daemon.capture.Capture;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.config.EnvInherit;
import pmon.daemon.document.Mistake;
import pmon.daemon.event.EventFeed;
import pmon.daemon.export.Export;
import pmon.daemon.export.Origin;
import pmon.daemon.gateway.Audience;
import pmon.daemon.gateway.Gateway;
import pmon.daemon.gateway.GatewayLimits;
import pmon.daemon.hook.EventDispatch;
import pmon.daemon.hook.EventHandler;
import pmon.daemon.hook.ScriptHandler;
import pmon.daemon.intake.ChangeResolver;
import pmon.daemon.intake.Environments;
import pmon.daemon.intake.FileAccess;
import pmon.daemon.intake.ProcessConfigurationResolution;
import pmon.daemon.journal.Journal;
import pmon.daemon.journal.JournalLimits;
import pmon.daemon.journal.Recovery;
import pmon.daemon.journal.SafeOpening;
import pmon.daemon.journal.StoreHealth;
import pmon.daemon.logging.DaemonLog;
import pmon.daemon.loop.Clock;
import pmon.daemon.loop.Outputs;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.notify.NotifySocket;
import pmon.daemon.place.Claim;
import pmon.daemon.place.Places;
import pmon.daemon.place.Tenure;
import pmon.daemon.probe.Commands;
import pmon.daemon.probe.Prober;
import pmon.daemon.programlog.Freshness;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.UserFiles;
import pmon.daemon.request.CapturedLogs;
import pmon.daemon.request.ConfigurationRequests;
import pmon.daemon.request.DaemonFacts;
import pmon.daemon.request.Requests;
import pmon.daemon.sidecar.Sidecars;
import pmon.daemon.view.LogHealth;
import pmon.daemon.view.ProcessViews;
import pmon.daemon.view.UsageSampler;

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
            Running running = startup.open(autostart);
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

    private Running open(boolean autostart) throws StartFailure {
        KernelProvider kernels = Providers.kernel();
        ConfigurationLoader loader = surroundings.loader();
        Configuration configuration = configuration(loader);
        StoreProvider stores = Providers.store(configuration.store());
        TransportProvider transports = Providers.transport(configuration.transport());
        if (autostart && !configuration.autostartDaemon()) {
            throw new StartFailure(
                    ErrorCode.NO_DAEMON, "autostart_daemon is false; start the daemon with `pmon daemon start`");
        }
        DaemonLog.instance().threshold(configuration.logLevel().threshold());
        Tenure tenure = tenure(configuration);
        surroundings.narrowed().forEach(warning -> LOG.log(Level.WARNING, warning));
        logToFile(configuration);
        Places places = configuration.places();
        String mark = mark(places.data());
        KernelSettings settings = new KernelSettings(
                mark, softOpenFiles(), Optional.of(places.logs().toString()));
        SupervisorLoop loop = SupervisorLoop.start(() -> kernels.open(settings), Clock.SYSTEM);
        opened.push(loop::dismiss);
        EventFeed feed = new EventFeed();
        Journal journal = journal(stores, places.data(), configuration.history(), loop, feed);
        Kernel kernel = kernel(loop);

        ConfigurationSource source = new ConfigurationSource(loader, configuration);
        NotifySocket manager = NotifySocket.in(System.getenv(), kernel::sendDatagram);
        Daemon daemon = new Daemon(loop, source, Versions.of(transports.name(), stores.name(), kernel.name()), manager);
        Recovered recovered = Recovery.of(journal.loaded());
        Optional<Capture> capture = LogCapture.open(kernel, configuration, source, loop, recovered);
        capture.ifPresent(opened::push);
        Outputs outputs = capture.map(Outputs.class::cast).orElse(Outputs.direct(configuration.logFileMode()));
        ProgramLogs logs = new ProgramLogs(
                kernel.accounts().self(),
                UserFiles.of(
                        kernel,
                        Executors.newSingleThreadExecutor(
                                Thread.ofPlatform().name("logs").daemon().factory())),
                capture.map(Freshness.class::cast).orElse(Freshness.ALWAYS));
        Supervisor supervisor = new Supervisor(configuration.defaults(), recovered);
        EventDispatch events =
                EventDispatch.start(feed, scripts(kernel, source, surroundings), id -> program(loop, id));
        opened.push(events);
        Prober checks =
                new Prober(MonitorTypes.installed(), new Commands(kernel::run, kernel::executable), loop::checked);
        opened.push(checks);
        ChangeResolver resolver = resolver(kernel, loop, surroundings);
        loop.begin(new SupervisorLoop.Work(
                supervisor,
                journal::append,
                new LogDeletion(logs, outputs instanceof Freshness fresh ? fresh : Freshness.ALWAYS),
                mark,
                outputs,
                checks,
                configured(resolver, configuration)));
        boolean everybody = configuration.servesEverybody(surroundings.uid());
        Listener listener = listener(transports, places.run(), everybody);
        Gateway gateway = Gateway.open(
                listener,
                kernel.accounts(),
                new Audience(everybody, () -> source.current().configuration().adminGroup()),
                requests(
                        loop,
                        kernel,
                        new Reception(resolver, source, loop),
                        source,
                        logs,
                        capture,
                        journal,
                        feed,
                        listener.endpoint()),
                daemon,
                TransportLimits.DEFAULT.maxFrameBytes(),
                GatewayLimits.DEFAULT);
        opened.push(gateway);
        publish(tenure, listener.endpoint(), everybody);
        LOG.log(
                Level.INFO,
                "pmond {0} ({1}, {2}, {3}) manages {4} programs in {5}",
                Versions.pmon(),
                kernel.name(),
                stores.name(),
                listener.endpoint(),
                Integer.toString(loop.snapshot().processes().size()),
                places.data());
        return new Running(daemon, new Daemon.Parts(tenure, journal, feed, events, checks, gateway, capture));
    }

    private static EventHandler scripts(Kernel kernel, ConfigurationSource source, Surroundings surroundings) {
        Account self = kernel.accounts().self();
        return new ScriptHandler(
                () -> source.current().configuration().eventScripts(),
                kernel::run,
                self,
                new Environments(surroundings.environment()).inherited(EnvInherit.DAEMON, Map.of(), self));
    }

    private static Optional<ProcessRecord> program(SupervisorLoop loop, int id) {
        return loop.snapshot().processes().stream()
                .map(ProcessSnapshot::record)
                .filter(record -> record.id() == id)
                .findFirst();
    }

    private static ChangeResolver resolver(Kernel kernel, SupervisorLoop loop, Surroundings surroundings) {
        return new ChangeResolver(
                kernel.accounts(),
                FileAccess.of(kernel),
                new Environments(surroundings.environment()),
                loop::snapshot,
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("intake").daemon().factory()));
    }

    /** What cannot be used is told and passed over: what is on record has to be supervised all the same. */
    private static List<Configured> configured(ChangeResolver resolver, Configuration configuration) {
        return switch (resolver.processConfiguration(configuration)) {
            case ProcessConfigurationResolution.Broken(List<Mistake> mistakes) -> {
                LOG.log(Level.ERROR, "the process configuration is broken and not used:\n" + Mistake.text(mistakes));
                yield List.of();
            }
            case ProcessConfigurationResolution.Read(var entries, var unusable, var warnings) -> {
                warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
                unusable.forEach(one ->
                        LOG.log(Level.ERROR, "not started: " + one.mistake().text()));
                yield entries;
            }
        };
    }

    private Requests requests(
            SupervisorLoop loop,
            Kernel kernel,
            Reception reception,
            ConfigurationSource source,
            ProgramLogs logs,
            Optional<Capture> capture,
            Journal journal,
            EventFeed feed,
            String socket) {
        UsageSampler usage = new UsageSampler(kernel::usage, System::nanoTime);
        long begun = System.nanoTime();
        ConfigurationRequests configurations = new ConfigurationRequests(
                () -> source.current().configuration(),
                reception,
                new Export(new Origin(
                        kernel.accounts().self(),
                        () -> source.current().configuration().places().logs())),
                kernel.accounts().self().uid());
        return new Requests(
                loop,
                reception,
                new ProcessViews(
                        usage,
                        InstantSource.system(),
                        storeHealth::problems,
                        id -> capture.map(one -> one.health(id)).orElse(LogHealth.GOOD)),
                logs,
                capture.map(CapturedLogs.class::cast).orElse(CapturedLogs.NONE),
                journal,
                feed,
                configurations,
                new DaemonFacts(
                        kernel.self().pid(),
                        Versions.pmon(),
                        socket,
                        () -> Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                        () -> Stream.concat(storeHealth.problems().stream(), source.complaints().stream())
                                .toList()));
    }

    static Configuration configuration(ConfigurationLoader loader) throws StartFailure {
        return switch (loader.load()) {
            case ConfigurationLoader.Result.Valid(Configuration valid) -> {
                valid.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
                yield valid;
            }
            case ConfigurationLoader.Result.Broken(var mistakes) ->
                throw new StartFailure(ErrorCode.BAD_CONFIG, Mistake.text(mistakes));
        };
    }

    private Tenure tenure(Configuration configuration) throws StartFailure {
        Claim claim = Claim.of(
                configuration.dataDirectory(),
                configuration.logsDirectory(),
                configuration.runDirectory(configuration.servesEverybody(surroundings.uid())),
                surroundings.uid());
        switch (claim) {
            case Claim.Granted(Tenure tenure, var warnings) -> {
                warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
                opened.push(tenure);
                return tenure;
            }
            case Claim.Refused(ErrorCode code, String message) -> throw new StartFailure(code, message);
        }
    }

    /** A detached daemon has no terminal to write to. */
    private static void logToFile(Configuration configuration) throws StartFailure {
        if (!Boolean.getBoolean("pmon.detached")) {
            return;
        }
        Path file = configuration.places().logs().resolve("pmond.log");
        try {
            DaemonLog.instance().continueIn(file, 0600);
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot write the daemon's log " + file + ": " + e.getMessage());
        }
    }

    private static String mark(Path data) throws StartFailure {
        try {
            return InstanceMark.of(data);
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot write in " + data + ": " + e.getMessage());
        }
    }

    private Journal journal(
            StoreProvider stores, Path data, Configuration.History history, SupervisorLoop loop, EventFeed feed)
            throws StartFailure {
        Sidecars sidecars = new Sidecars(data);
        try {
            Journal journal = Journal.open(
                    new SafeOpening(stores, data, sidecars, storeHealth, InstantSource.system()),
                    loop,
                    feed,
                    JournalLimits.DEFAULT.keeping(history.perProgram(), history.total()),
                    sidecars,
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

    private static Listener listener(TransportProvider transports, Path run, boolean everybody) throws StartFailure {
        try {
            return everybody
                    ? transports.listenToEverybody(run, TransportLimits.DEFAULT)
                    : transports.listen(run, TransportLimits.DEFAULT);
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static void publish(Tenure tenure, String endpoint, boolean toEverybody) throws StartFailure {
        try {
            tenure.publish(endpoint, toEverybody);
        } catch (IOException e) {
            throw new StartFailure(ErrorCode.FAILED, "cannot tell clients where it listens: " + e.getMessage());
        }
    }

    /** The limit that programs get, from before the JVM raised its own. */
    private static OptionalLong softOpenFiles() {
        String soft = System.getProperty("pmon.nofile.soft", "");
        return soft.chars().allMatch(Character::isDigit) && !soft.isEmpty()
                ? OptionalLong.of(Long.parseLong(soft))
                : OptionalLong.empty();
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
