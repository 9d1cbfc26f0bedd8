package pmon.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.KernelProvider;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.transport.TransportProvider;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.document.Mistake;
import pmon.daemon.foreground.MemoryStore;
import pmon.daemon.foreground.Wanted;
import pmon.daemon.intake.ConfiguredEntries;
import pmon.daemon.logging.DaemonLog;
import pmon.daemon.place.Claim;
import pmon.daemon.place.OwnDirectory;
import pmon.daemon.place.Places;
import pmon.daemon.place.ReadOnly;
import pmon.daemon.place.Tenure;

/**
 * What a daemon stands on before any part of it runs: its settings, the parts it was told to use, and directories that are its own.
 *
 * @param tenure held until the daemon has ended: nobody else serves these directories; empty where none of them can be written
 * @param mark tells processes of this instance from those of others
 * @param foreground what is wanted of a daemon in the foreground; empty for one that keeps what it is told
 */
record Groundwork(
        Surroundings surroundings,
        ConfigurationLoader loader,
        Configuration configuration,
        KernelProvider kernels,
        StoreProvider stores,
        TransportProvider transports,
        Optional<Tenure> tenure,
        String mark,
        Optional<Wanted> foreground) {
    private static final Logger LOG = System.getLogger(Groundwork.class.getName());

    /**
     * Takes possession of the directories, once the settings are known to be good.
     *
     * @param autostart whether a command wants the daemon, not a person
     * @param opened gets what has to be closed where the start fails
     */
    static Groundwork lay(Surroundings surroundings, boolean autostart, Deque<AutoCloseable> opened)
            throws StartFailure {
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
        Tenure tenure = tenure(configuration, surroundings.uid());
        opened.push(tenure);
        surroundings.narrowed().forEach(warning -> LOG.log(Level.WARNING, warning));
        logToFile(configuration);
        String mark = mark(configuration.places().data());
        return new Groundwork(
                surroundings,
                loader,
                configuration,
                kernels,
                stores,
                transports,
                Optional.of(tenure),
                mark,
                Optional.empty());
    }

    /**
     * Lays it for a daemon in the foreground, which takes nothing but the run directory. On a read-only file system that may be missing: then
     * nobody can call.
     */
    static Groundwork layForeground(Surroundings surroundings, Wanted wanted, Deque<AutoCloseable> opened)
            throws StartFailure {
        KernelProvider kernels = Providers.kernel();
        ConfigurationLoader loader =
                surroundings.loader(new ConfigurationLoader.Imposed(wanted.file(), Places.STANDARD_OUTPUT));
        Configuration configuration = configuration(loader);
        TransportProvider transports = Providers.transport(configuration.transport());
        DaemonLog.instance().threshold(configuration.logLevel().threshold());
        long uid = surroundings.uid();
        OwnDirectory run = configuration.runDirectory(configuration.servesEverybody(uid));
        Optional<Tenure> tenure =
                ReadOnly.at(run.path()) ? Optional.empty() : Optional.of(granted(Claim.ofRun(run, uid)));
        tenure.ifPresentOrElse(
                opened::push,
                () -> LOG.log(
                        Level.WARNING,
                        "{0} is on a read-only file system: no other pmon command reaches this one",
                        run.path()));
        return new Groundwork(
                surroundings,
                loader,
                configuration,
                kernels,
                new MemoryStore(),
                transports,
                tenure,
                InstanceMark.fleeting(),
                Optional.of(wanted));
    }

    /** Whether anything is to outlive this daemon. */
    boolean lasting() {
        return foreground.isEmpty();
    }

    /** Where the pipes of programs are whose output goes into files; empty where nothing can be written. */
    Optional<Path> pipes() {
        return lasting()
                ? Optional.of(places().data().resolve("pipes"))
                : tenure.map(_ -> places().run().resolve("pipes"));
    }

    /** The program that this daemon ends with; null where there is none. */
    @Nullable
    String main() {
        return foreground.map(Wanted::exitOn).orElse(null);
    }

    /** Where the programs are written that are configured. */
    ConfiguredEntries entries() {
        return foreground.map(Wanted::entries).orElse(ConfiguredEntries.OWN);
    }

    Places places() {
        return configuration.places();
    }

    /** Whether other users than the daemon's own may call. */
    boolean servesEverybody() {
        return configuration.servesEverybody(surroundings.uid());
    }

    KernelSettings kernelSettings() {
        return new KernelSettings(
                mark, softOpenFiles(), Optional.of(places().logs().toString()));
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

    private static Tenure tenure(Configuration configuration, long uid) throws StartFailure {
        return granted(Claim.of(
                configuration.dataDirectory(),
                configuration.logsDirectory(),
                configuration.runDirectory(configuration.servesEverybody(uid)),
                uid));
    }

    private static Tenure granted(Claim claim) throws StartFailure {
        switch (claim) {
            case Claim.Granted(Tenure tenure, var warnings) -> {
                warnings.forEach(warning -> LOG.log(Level.WARNING, warning));
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

    /** The limit that programs get, from before the JVM raised its own. */
    private static OptionalLong softOpenFiles() {
        String soft = System.getProperty("pmon.nofile.soft", "");
        return soft.chars().allMatch(Character::isDigit) && !soft.isEmpty()
                ? OptionalLong.of(Long.parseLong(soft))
                : OptionalLong.empty();
    }
}
