package pmon.daemon.place;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The time in which this daemon is the only one in its directories. */
public final class Tenure implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tenure.class.getName());
    private static final String ENDPOINT = "endpoint";

    private final Path run;
    private final List<DaemonLock> locks;

    Tenure(Path run, List<DaemonLock> locks) {
        this.run = run;
        this.locks = locks;
    }

    /**
     * Writes where the daemon listens into {@code run/endpoint}, whole or not at all. One left by a daemon that was killed is
     * replaced.
     *
     * @param address one line, as the transport understands it
     * @param toEverybody whether all users may read it, for a root daemon that all may talk to
     */
    public void publish(String address, boolean toEverybody) throws IOException {
        if (says(address)) {
            // It needs no room, of which there may be none.
            Permissions.set(run.resolve(ENDPOINT), toEverybody ? 0644 : 0600);
            return;
        }
        Path written = run.resolve(ENDPOINT + ".new");
        Files.deleteIfExists(written);
        Files.createFile(written, Permissions.attribute(0600));
        Files.writeString(written, address + "\n", StandardCharsets.UTF_8);
        if (toEverybody) {
            Permissions.set(written, 0644);
        }
        try {
            Files.move(written, run.resolve(ENDPOINT), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + run + " cannot rename a file", e);
        }
    }

    private boolean says(String address) throws IOException {
        Path endpoint = run.resolve(ENDPOINT);
        return Files.isRegularFile(endpoint, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(endpoint, StandardCharsets.UTF_8).equals(address + "\n");
    }

    /**
     * Removes the endpoint. The locks are left to the kernel, which drops them with the process: whoever waits for them, as the next
     * daemon and {@code pmon daemon stop} do, waits for its very end.
     */
    public void withdraw() {
        try {
            Files.deleteIfExists(run.resolve(ENDPOINT));
        } catch (IOException e) {
            // Harmless: clients find nobody behind it, and the next daemon replaces it.
            LOG.log(Level.DEBUG, "cannot remove " + run.resolve(ENDPOINT), e);
        }
    }

    /** The files whose locks keep other daemons out. */
    public List<Path> lockFiles() {
        return locks.stream().map(DaemonLock::file).toList();
    }

    /** Removes the endpoint and lets the next daemon in. */
    @Override
    public void close() {
        withdraw();
        release(locks);
    }

    static void release(List<DaemonLock> locks) {
        for (DaemonLock lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot release a lock", e);
            }
        }
    }
}
