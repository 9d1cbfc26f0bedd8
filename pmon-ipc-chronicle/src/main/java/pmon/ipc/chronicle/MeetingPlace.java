package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.SharedMemory;

/**
 * The directory in shared memory where a daemon and its clients meet: {@code pmon-UID-HASH}, named after the daemon's run directory. In it
 * are the {@code bell} that clients ring, the {@code lock} that a living daemon holds, and the directories of clients.
 *
 * <p>A place whose lock is free is what a dead daemon left.
 */
final class MeetingPlace implements AutoCloseable {
    static final String BELL = "bell";

    private static final String PREFIX = "pmon-";

    /** Bytes of the hash in the name. */
    private static final int HASH = 6;

    /** How long somebody who sweeps may hold the lock. */
    private static final Duration SWEEPING = Duration.ofMillis(20);

    /** Others may be deleting the place at the same time, each once. */
    private static final int TRIES = 10;

    private final Path path;
    private final Access access;
    private final PlaceLock lock;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    private MeetingPlace(Path path, Access access, PlaceLock lock) {
        this.path = path;
        this.access = access;
        this.lock = lock;
    }

    /** Makes the daemon's place, or takes it over from a dead daemon, and removes what dead daemons of this user left. */
    static MeetingPlace take(Path runDirectory, SharedMemory memory) throws IOException {
        if (!memory.suffix().matches("[A-Za-z0-9_.-]{0,32}")) {
            throw new IOException(
                    "cannot name a queue: message_queue.name_suffix may have 32 letters, digits and _.-, not \""
                            + memory.suffix() + "\"");
        }
        Path parent = memory.directory().toAbsolutePath().normalize();
        if (!Files.isDirectory(parent)) {
            throw new IOException("cannot make queues in " + parent
                    + ": it is not a directory; set message_queue.directory.shmem to one in memory");
        }
        Access access = Access.of(memory.directoryMode(), memory.fileMode());
        String prefix = PREFIX + access.owner() + "-";
        Path path = parent.resolve(prefix + hash(runDirectory) + memory.suffix());
        MeetingPlace place;
        try {
            place = take(path, access);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the lock of " + path, e);
        }
        Leftovers.sweepPlaces(parent, prefix, path);
        place.sweep();
        return place;
    }

    private static MeetingPlace take(Path path, Access access) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                if (!made(path, access)) {
                    checkOwn(path, access);
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw new IOException("cannot use " + path + " for queues: " + e.getMessage(), e);
            }
            PlaceLock lock = lock(path);
            if (lock != null) {
                access.adoptFile(path.resolve(PlaceLock.NAME));
                return new MeetingPlace(path, access, lock);
            }
        }
        throw new IOException("cannot make the directory of queues " + path + ": others delete it again and again");
    }

    Path path() {
        return path;
    }

    Path bell() {
        return path.resolve(BELL);
    }

    Access access() {
        return access;
    }

    /** The names of clients' directories that a connection looks after. */
    Set<String> present() {
        return present;
    }

    /** Removes what dead clients have left. @return how many clients are here */
    int sweep() throws IOException {
        return Leftovers.sweepClients(path, present);
    }

    /** Removes the place, or leaves it to the last client that is still here. */
    @Override
    public void close() throws IOException {
        try (lock) {
            Files.deleteIfExists(bell());
            sweep();
            Files.deleteIfExists(path.resolve(PlaceLock.NAME));
            Tree.deleteIfEmpty(path);
        } catch (NoSuchFileException e) {
            // A successor of the same process has removed it.
        }
    }

    private static @Nullable PlaceLock lock(Path path) throws IOException, InterruptedException {
        PlaceLock inherited = PlaceLock.inherited(path);
        if (inherited != null) {
            return inherited;
        }
        for (int tries = 0; tries < TRIES; tries++) {
            switch (PlaceLock.attempt(path)) {
                case PlaceLock.Attempt.Taken(PlaceLock lock) -> {
                    return lock;
                }
                case PlaceLock.Attempt.Gone() -> {
                    return null;
                }
                case PlaceLock.Attempt.Held() -> Thread.sleep(SWEEPING);
            }
        }
        throw new IOException(
                "another daemon uses the queues in " + path + "; give this one another message_queue.name_suffix");
    }

    private static boolean made(Path path, Access access) throws IOException {
        try {
            access.makeDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void checkOwn(Path path, Access access) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory() || Self.uid(path) != access.owner()) {
            throw new IOException("it "
                    + (attributes.isDirectory()
                            ? "belongs to "
                                    + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
                                            .getName()
                            : "is not a directory")
                    + "; remove it, or set message_queue.name_suffix");
        }
        Files.setPosixFilePermissions(path, Access.permissions(access.directoryMode()));
    }

    private static String hash(Path runDirectory) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(runDirectory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no SHA-256", e);
        }
    }
}
