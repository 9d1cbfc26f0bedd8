package pmon.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.daemon.capture.Capture;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.event.EventFeed;
import pmon.daemon.foreground.Signals;
import pmon.daemon.gateway.DaemonControl;
import pmon.daemon.journal.Journal;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.notify.NotifySocket;
import pmon.daemon.place.Tenure;
import pmon.daemon.plugin.Plugins;
import pmon.daemon.probe.Prober;

/** The running daemon: ends when asked to, and takes its parts apart in the opposite order of {@link Startup}. */
final class Daemon implements DaemonControl {
    private static final Logger LOG = System.getLogger(Daemon.class.getName());

    private final SupervisorLoop loop;
    private final ConfigurationSource configuration;
    private final Frozen.VersionInfo version;
    private final NotifySocket manager;
    private final boolean lasting;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicBoolean upgrading = new AtomicBoolean();
    /** What is executed in the place of this daemon once everything is put away; null where it just ends. */
    private volatile @Nullable List<String> successor;

    /** @param lasting whether a later daemon can take programs over */
    Daemon(
            SupervisorLoop loop,
            ConfigurationSource configuration,
            Frozen.VersionInfo version,
            NotifySocket manager,
            boolean lasting) {
        this.loop = loop;
        this.configuration = configuration;
        this.version = version;
        this.manager = manager;
        this.lasting = lasting;
    }

    /**
     * What has to be taken apart.
     *
     * @param stage clears what a daemon in the foreground shows
     */
    record Parts(
            Optional<Tenure> tenure,
            Journal journal,
            EventFeed feed,
            Plugins plugins,
            Prober checks,
            Optional<FrontDoor> door,
            Optional<Capture> capture,
            Runnable stage) {}

    /**
     * Ends the daemon on SIGTERM, SIGINT and SIGHUP, unless a task is run for them.
     *
     * @param end ends the process once everything is put away: the JVM would do so with 128 + the signal's number, as if it had failed
     */
    void endOnSignals(Runnable end) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("signals").unstarted(() -> {
            if (gone.getCount() == 0) {
                return;
            }
            end();
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end.run();
        }));
        Signals.tell(this::signalled);
    }

    private void signalled(Signal signal) {
        if (loop.signalled(signal)) {
            LOG.log(Level.INFO, "{0}: a task is run", signal.conventionalName());
        } else if (signal == Signal.TERM || signal == Signal.INT || signal == Signal.HUP) {
            end();
        } else {
            LOG.log(Level.INFO, "{0}: no task is for it", signal.conventionalName());
        }
    }

    private void end() {
        manager.stopping();
        loop.close(!configuration.current().configuration().handleInterrupts());
    }

    /** Tells the service manager that commands are accepted. */
    void ready() {
        manager.ready(ProcessHandle.current().pid());
    }

    /**
     * Waits for the end, and puts everything away.
     *
     * @return the exit code
     */
    int run(Parts parts) {
        Throwable mistake = outcome();
        if (mistake != null) {
            LOG.log(
                    Level.ERROR,
                    "a mistake in pmon ends this daemon; programs go on and are taken over by the next",
                    mistake);
        }
        parts.checks.close();
        // The journal publishes what it has made durable, so the feed ends after it.
        parts.journal.close();
        parts.feed.close();
        parts.plugins.close();
        parts.door.ifPresent(FrontDoor::close);
        boolean live =
                mistake != null || loop.snapshot().processes().stream().anyMatch(process -> process.main() != null);
        parts.stage.run();
        parts.capture.ifPresent(capture -> capture.stop(live));
        List<String> command = successor;
        if (command != null && mistake == null && parts.tenure.isPresent()) {
            replace(parts.tenure.get(), command);
        }
        parts.tenure.ifPresent(Tenure::withdraw);
        loop.dismiss();
        gone.countDown();
        return mistake == null ? 0 : ErrorCode.FAILED.exitCode();
    }

    @Override
    public Frozen.VersionInfo version() {
        return version;
    }

    @Override
    public Frozen upgrade(Frozen.Upgrade wanted) {
        if (!lasting) {
            return new Frozen.Refused(
                    ErrorCode.FAILED.word(),
                    "cannot upgrade the daemon: it runs in the foreground and keeps nothing; start `pmon up` again");
        }
        if (!upgrading.compareAndSet(false, true)) {
            return new Frozen.Refused(ErrorCode.UPGRADING.word(), "the daemon is being upgraded already");
        }
        CompletableFuture<Upgrade.Result> checked = new CompletableFuture<>();
        Thread.ofPlatform().name("upgrade").start(() -> {
            try {
                checked.complete(new Upgrade(loop.kernel(), System.getenv()).check(wanted.image()));
            } catch (RuntimeException e) {
                checked.completeExceptionally(e);
            }
        });
        return switch (checked.handle(Daemon::orMistake).join()) {
            case Upgrade.Result.Refused(String why) -> {
                upgrading.set(false);
                LOG.log(Level.WARNING, "no upgrade: {0}", why);
                yield new Frozen.Refused(ErrorCode.FAILED.word(), "cannot upgrade the daemon: " + why);
            }
            case Upgrade.Result.Ready(String newVersion, var command) -> {
                LOG.log(Level.INFO, "upgrading from {0} to {1} in {2}", version.version(), newVersion, wanted.image());
                successor = command;
                loop.kernel().keepExits();
                loop.closeForUpgrade();
                yield new Frozen.Accepted();
            }
        };
    }

    private static Upgrade.Result orMistake(Upgrade.@Nullable Result result, @Nullable Throwable mistake) {
        return result == null ? new Upgrade.Result.Refused("a mistake in pmon: " + mistake) : result;
    }

    /** Executes the new image in this process. What it finds is what a killed daemon leaves, but that nobody else can get in between. */
    private void replace(Tenure tenure, List<String> command) {
        List<String> keep = tenure.lockFiles().stream().map(Path::toString).toList();
        String failed = loop.kernel().replace(command, keep);
        LOG.log(Level.ERROR, "the upgrade failed, going on with the present version: {0}", failed);
        ownCommand().ifPresent(own -> {
            String again = loop.kernel().replace(own, keep);
            LOG.log(Level.ERROR, "and that failed too; programs go on and are taken over by the next: {0}", again);
        });
    }

    @Override
    public Frozen shutdown(Frozen.Shutdown wanted) {
        manager.stopping();
        loop.close(wanted.keepPrograms() && lasting);
        return new Frozen.Accepted();
    }

    /** How this very program was executed, as the kernel has it. */
    private static Optional<List<String>> ownCommand() {
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"));
            String runtime = ProcessHandle.current().info().command().orElse("");
            List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
            words.removeLast();
            words.set(0, runtime);
            return Optional.of(words);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private @Nullable Throwable outcome() {
        try {
            loop.ended().join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
