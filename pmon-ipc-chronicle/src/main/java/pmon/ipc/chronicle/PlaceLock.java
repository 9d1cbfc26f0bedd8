package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a place, held by a living daemon. The kernel drops it with the process, in whichever container that runs.
 *
 * <p>It is the process that holds such a lock: closing any descriptor of the file drops it (fcntl(2)). So a process never opens
 * a lock again that it holds already, nor reads the file.
 */
final class PlaceLock implements AutoCloseable {
    static final String NAME = "lock";

    /** Of this process. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path place;
    private final @Nullable FileChannel channel;

    private PlaceLock(Path place, @Nullable FileChannel channel) {
        this.place = place;
        this.channel = channel;
    }

    /** What came of trying to lock a place. */
    sealed interface Attempt {
        record Taken(PlaceLock lock) implements Attempt {}

        /** Somebody holds it. */
        record Held() implements Attempt {}

        /** The place went away meanwhile. */
        record Gone() implements Attempt {}
    }

    /** Tries to lock a place that this process does not hold. */
    static Attempt attempt(Path place) throws IOException {
        Path file = place.resolve(NAME);
        if (!HELD.add(place)) {
            return new Attempt.Held();
        }
        Attempt attempt = new Attempt.Gone();
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                FileChannel.open(
                                file,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                                Access.attribute(0600))
                        .close();
            }
            Object before = key(file);
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            if (channel.tryLock() == null) {
                channel.close();
                attempt = new Attempt.Held();
            } else if (before.equals(key(file))) {
                attempt = new Attempt.Taken(new PlaceLock(place, channel));
            } else {
                channel.close();
            }
        } catch (NoSuchFileException e) {
            // Somebody is deleting it; what was opened is closed by the collector, and holds nothing.
            attempt = new Attempt.Gone();
        } finally {
            if (!(attempt instanceof Attempt.Taken)) {
                HELD.remove(place);
            }
        }
        return attempt;
    }

    /** For a listener of a process that holds the place already, whose earlier listener is not in use. */
    static @Nullable PlaceLock inherited(Path place) {
        return HELD.contains(place) ? new PlaceLock(place, null) : null;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            HELD.remove(place);
        }
    }

    private static Object key(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }
}
