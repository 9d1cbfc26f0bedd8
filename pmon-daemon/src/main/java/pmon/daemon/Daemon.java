package pmon.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Frozen;
import pmon.daemon.config.ConfigurationSource;
import pmon.daemon.event.EventFeed;
import pmon.daemon.gateway.DaemonControl;
import pmon.daemon.gateway.Gateway;
import pmon.daemon.hook.EventDispatch;
import pmon.daemon.journal.Journal;
import pmon.daemon.loop.SupervisorLoop;
import pmon.daemon.notify.NotifySocket;
import pmon.daemon.place.Tenure;

/** The running daemon: ends when asked to, and takes its parts apart in the opposite order of {@link Startup}. */
final class Daemon implements DaemonControl {
    private static final Logger LOG = System.getLogger(Daemon.class.getName());

    private final SupervisorLoop loop;
    private final ConfigurationSource configuration;
    private final Frozen.VersionInfo version;
    private final NotifySocket manager;
    private final CountDownLatch gone = new CountDownLatch(1);

    Daemon(SupervisorLoop loop, ConfigurationSource configuration, Frozen.VersionInfo version, NotifySocket manager) {
        this.loop = loop;
        this.configuration = configuration;
        this.version = version;
        this.manager = manager;
    }

    /** What has to be taken apart. */
    record Parts(Tenure tenure, Journal journal, EventFeed feed, EventDispatch events, Gateway gateway) {}

    /**
     * Ends the daemon on SIGTERM, SIGINT and SIGHUP.
     *
     * @param end ends the process once everything is put away: the JVM would do so with 128 + the signal's number, as if it had failed
     */
    void endOnSignals(Runnable end) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("signals").unstarted(() -> {
            if (gone.getCount() == 0) {
                return;
            }
            manager.stopping();
            loop.close(!configuration.current().configuration().handleInterrupts());
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end.run();
        }));
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
        // The journal publishes what it has made durable, so the feed ends after it.
        parts.journal.close();
        parts.feed.close();
        parts.events.close();
        parts.gateway.close();
        parts.tenure.withdraw();
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
        return new Frozen.Refused(
                ErrorCode.FAILED.word(),
                "this daemon cannot replace itself; end it with `pmon daemon stop --keep-programs` and start the new one");
    }

    @Override
    public Frozen shutdown(Frozen.Shutdown wanted) {
        manager.stopping();
        loop.close(wanted.keepPrograms());
        return new Frozen.Accepted();
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
