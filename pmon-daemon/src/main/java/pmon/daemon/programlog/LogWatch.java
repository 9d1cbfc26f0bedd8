package pmon.daemon.programlog;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells followers which files may have changed: one watch of the kernel (inotify(7) on Linux) for all of them, on directories, since a
 * file that does not exist yet cannot be watched. Runs only while somebody follows. Any thread.
 */
final class LogWatch {
    private static final Logger LOG = System.getLogger(LogWatch.class.getName());

    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final List<Changes> followers = new ArrayList<>();
    private @Nullable WatchService service;

    /** Changes of these files from now on. Close it when they are no longer followed. */
    synchronized Changes watch(Collection<Path> files) {
        Changes changes = new Changes(this, files);
        followers.add(changes);
        if (service == null) {
            service = open();
        }
        watchDirectories(changes);
        return changes;
    }

    /** Whether anything runs. */
    synchronized boolean running() {
        return service != null;
    }

    synchronized void leave(Changes changes) {
        followers.remove(changes);
        if (followers.isEmpty() && service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing the watch of directories: {0}", e.getMessage());
            }
            service = null;
            keys.clear();
            return;
        }
        Set<Path> wanted = new HashSet<>();
        followers.forEach(follower -> wanted.addAll(follower.directories()));
        keys.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().cancel();
            }
            return unwanted;
        });
    }

    /**
     * Tries to watch those directories of a follower that are not; they may have come into being.
     *
     * @return whether all are now
     */
    synchronized boolean watchDirectories(Changes changes) {
        if (service == null) {
            return false;
        }
        boolean all = true;
        for (Path directory : changes.directories()) {
            try {
                if (!keys.containsKey(directory)) {
                    keys.put(directory, directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
                }
            } catch (IOException e) {
                // It does not exist, or the limit of watches is reached: the follower looks from time to time instead.
                all = false;
            }
        }
        return all;
    }

    private @Nullable WatchService open() {
        try {
            WatchService opened = FileSystems.getDefault().newWatchService();
            var _ = Thread.ofVirtual().name("log watch").start(() -> dispatch(opened));
            return opened;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot watch directories, logs are followed with a delay: {0}", e.getMessage());
            return null;
        }
    }

    private void dispatch(WatchService service) {
        try {
            while (true) {
                dispatch(service.take());
            }
        } catch (ClosedWatchServiceException e) {
            // Nobody follows any more.
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the watch", e);
        }
    }

    private synchronized void dispatch(WatchKey key) {
        Path directory = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name) {
                Path file = directory.resolve(name);
                followers.forEach(follower -> follower.changed(file));
            } else {
                // The kernel's queue overflowed.
                followers.forEach(Changes::allChanged);
            }
        }
        if (!key.reset()) {
            keys.remove(directory, key);
            followers.forEach(Changes::allChanged);
        }
    }
}
