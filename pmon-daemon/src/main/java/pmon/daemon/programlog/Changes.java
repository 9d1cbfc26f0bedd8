package pmon.daemon.programlog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which of one follower's files may have changed since it last asked. */
final class Changes implements AutoCloseable {
    /** How often a file is looked at whose directory cannot be watched, because it does not exist, say. */
    static final Duration UNWATCHED = Duration.ofMillis(250);

    /** How often all files are looked at all the same: not every file system tells of every change. */
    static final Duration WATCHED = Duration.ofSeconds(5);

    private final LogWatch watch;
    private final Set<Path> files;
    private final Set<Path> directories = new HashSet<>();
    private final Set<Path> changed = new HashSet<>();

    Changes(LogWatch watch, Collection<Path> files) {
        this.watch = watch;
        this.files = Set.copyOf(files);
        for (Path file : files) {
            Path directory = file.getParent();
            if (directory != null) {
                directories.add(directory);
            }
        }
    }

    /** Waits for a change; after some time without one, all files are worth a look. */
    Set<Path> await() throws InterruptedException {
        return await(WATCHED);
    }

    /** The same, but waits no longer than that. */
    Set<Path> await(Duration most) throws InterruptedException {
        Duration enough = watch.watchDirectories(this) ? WATCHED : UNWATCHED;
        Duration patience = most.compareTo(enough) < 0 ? most : enough;
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            long left = patience.toNanos();
            while (changed.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        }
        Set<Path> taken = poll();
        return taken.isEmpty() ? files : taken;
    }

    /** What has changed until now. */
    synchronized Set<Path> poll() {
        Set<Path> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    @Override
    public void close() {
        watch.leave(this);
    }

    Set<Path> directories() {
        return directories;
    }

    synchronized void changed(Path file) {
        if (files.contains(file)) {
            changed.add(file);
            notifyAll();
        }
    }

    synchronized void allChanged() {
        changed.addAll(files);
        notifyAll();
    }
}
