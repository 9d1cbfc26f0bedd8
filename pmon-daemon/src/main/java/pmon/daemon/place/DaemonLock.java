package pmon.daemon.place;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory for one daemon. The kernel drops the lock when its process ends, however it ends; the file stays, because
 * removing it would let two daemons lock two files of one name.
 */
final class DaemonLock implements AutoCloseable {
    private static final String NAME = "pmond.lock";
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /**
     * Commands that wait for a daemon's end look at its lock by taking it, shared and for a moment. A lock that is held for longer is a
     * daemon's.
     */
    private static final int TRIES = 10;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    /** Taken by this very program, not by one that was executed in this process before. */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    /** Null for a lock from before an upgrade: its descriptor is open, though nothing in this JVM knows it. */
    private final @Nullable FileChannel channel;

    private DaemonLock(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The file that is locked. */
    Path file() {
        return file;
    }

    /** Empty when another daemon has it. */
    static Optional<DaemonLock> acquire(Path directory) throws IOException {
        // Opening it once more would leave one more descriptor open with every upgrade, for closing either drops the
        // lock.
        Path file = directory.resolve(NAME).toAbsolutePath();
        if (!TAKEN.contains(file) && InheritedLocks.has(file)) {
            TAKEN.add(file);
            return Optional.of(new DaemonLock(directory.resolve(NAME), null));
        }
        FileChannel channel = FileChannel.open(directory.resolve(NAME), OPTIONS, Permissions.attribute(0600));
        try {
            if (lock(channel)) {
                TAKEN.add(file);
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
                return Optional.of(new DaemonLock(directory.resolve(NAME), channel));
            }
        } catch (OverlappingFileLockException _) {
            // This very process has it, which counts as another daemon too.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean lock(FileChannel channel) throws IOException {
        for (int tries = 1; tries <= TRIES; tries++) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return false;
    }

    /** Says which process holds the lock of a directory: {@code (pid 123)}, or nothing where that cannot be read. */
    static String holder(Path directory) {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(NAME), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate(20);
            channel.read(bytes);
            String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " (pid " + pid + ")";
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            TAKEN.remove(file.toAbsolutePath());
            channel.close();
        }
    }
}
