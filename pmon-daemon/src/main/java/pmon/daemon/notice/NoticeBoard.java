package pmon.daemon.notice;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.monitor.Notices;

/**
 * Hears what instances tell over {@code NOTIFY_SOCKET}, from the first that may tell something on. One thread waits for messages; it
 * sleeps while there are none.
 */
public final class NoticeBoard implements AutoCloseable {
    private static final Logger LOG = System.getLogger(NoticeBoard.class.getName());

    /** sun_path of struct sockaddr_un; what libraries of programs can send to. */
    private static final int ADDRESS_BYTES_BOUND = 107;

    private final String address;
    private final Function<String, NotifyPort.Opened> opening;
    private final Map<ChildKey, Heard> heard = new ConcurrentHashMap<>();
    private NotifyPort.@Nullable Opened opened;
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param address of the socket
     * @param opening opens it
     */
    public NoticeBoard(String address, Function<String, NotifyPort.Opened> opening) {
        this.address = address;
        this.opening = opening;
    }

    /**
     * The address for a daemon: beside its run directory, which users may not enter. The next daemon has the same, so that what programs
     * found in their environment stays true.
     *
     * @param mark of this installation, for an abstract name where the path is longer than an address can be
     */
    public static String address(Path run, String mark) {
        String path = run + ".notify";
        return path.getBytes(StandardCharsets.UTF_8).length <= ADDRESS_BYTES_BOUND ? path : "@pmon-" + mark + ".notify";
    }

    /** Listens to an instance that is about to be started; what it finds in {@code NOTIFY_SOCKET}, empty where nobody can listen. */
    public Optional<String> begin(ChildKey instance) {
        // There is one instance of a program at a time, and the end of one that nobody checks is not told.
        heard.keySet().removeIf(earlier -> earlier.process() == instance.process());
        heard.put(instance, new Heard(System::nanoTime));
        return opened() instanceof NotifyPort.Opened.Listening(NotifyPort port)
                ? Optional.of(port.address())
                : Optional.empty();
    }

    /** Listens to an instance that was taken over from an earlier daemon. */
    public void resume(ChildKey instance) {
        heard.computeIfAbsent(instance, _ -> new Heard(System::nanoTime));
        opened();
    }

    /** Forgets an instance. */
    public void end(ChildKey instance) {
        heard.remove(instance);
    }

    /**
     * What an instance has told once it is what is wanted, or when the time is up; one that was taken over from an earlier daemon is listened
     * to from now on.
     *
     * @throws IllegalStateException where nobody can listen; the message says why
     */
    public Notices await(ChildKey instance, Predicate<Notices> wanted, Duration patience) throws InterruptedException {
        if (opened() instanceof NotifyPort.Opened.Failed(String why)) {
            throw new IllegalStateException("cannot listen to what it tells: " + why);
        }
        return heard.computeIfAbsent(instance, _ -> new Heard(System::nanoTime)).await(wanted, patience);
    }

    private synchronized NotifyPort.Opened opened() {
        NotifyPort.Opened present = opened;
        if (present == null) {
            present = closed ? new NotifyPort.Opened.Failed("the daemon is ending") : opening.apply(address);
            opened = present;
            switch (present) {
                case NotifyPort.Opened.Listening(NotifyPort port) ->
                    Thread.ofPlatform().name("notices").daemon().start(() -> listen(port));
                case NotifyPort.Opened.Failed(String why) ->
                    LOG.log(Level.WARNING, "programs cannot tell how they are: " + why);
            }
        }
        return present;
    }

    private void listen(NotifyPort port) {
        NotifyPort.Notice notice;
        while ((notice = port.receive()) != null) {
            Heard instance = heard.get(notice.sender());
            if (instance != null) {
                ChildKey sender = notice.sender();
                instance.main(notice.text())
                        .ifPresent(pid -> port.follow(sender, pid).ifPresent(why -> refused(sender, instance, why)));
                instance.take(notice.text());
            }
        }
    }

    private static void refused(ChildKey sender, Heard instance, String why) {
        if (instance.firstComplaint()) {
            LOG.log(
                    Level.WARNING,
                    "program " + sender.process() + " names its main process (MAINPID), which stays as it is: " + why
                            + "; only a process of its tree and of its user can be; not told again of this instance");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened instanceof NotifyPort.Opened.Listening(NotifyPort port)) {
            port.close();
        }
    }
}
