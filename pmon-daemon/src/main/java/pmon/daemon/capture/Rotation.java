package pmon.daemon.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.FileState;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;
import pmon.daemon.programlog.RotatedNames;

/**
 * Renames the files of a log, each to the next number. A daemon that dies in the middle leaves a gap, which the next rotation closes; at
 * no moment are two files in the wrong order or one lost. Its lock is held while names change, also by {@link Compression}.
 */
final class Rotation {
    private final CapturePort port;

    Rotation(CapturePort port) {
        this.port = port;
    }

    /**
     * Makes place for a new file.
     *
     * @param keep 0 keeps all
     * @return null where that worked, else why not
     */
    synchronized @Nullable String rotate(String log, Account owner, int keep) {
        int last = 0;
        while (there(log, owner, last + 1)) {
            last++;
        }
        if (keep > 0) {
            for (int number = last; number >= keep; number--) {
                String failure = remove(log, owner, number);
                if (failure != null) {
                    return failure;
                }
                last = number - 1;
            }
        }
        for (int number = last; number > 0; number--) {
            String failure = taken(log, owner, number + 1);
            if (failure == null) {
                failure = shift(log, owner, number);
            }
            if (failure != null) {
                return failure;
            }
        }
        String failure = taken(log, owner, 1);
        return failure == null ? rename(log, RotatedNames.plain(log, 1), owner) : failure;
    }

    /** Two files under one number would be taken for one and what was made from it. A look that failed had found nothing. */
    private @Nullable String taken(String log, Account owner, int number) {
        for (String name : names(log, number)) {
            if (!port.vacant(name, owner)) {
                return name + " is in the way, or cannot be looked at";
            }
        }
        return null;
    }

    private static List<String> names(String log, int number) {
        return List.of(RotatedNames.plain(log, number), RotatedNames.compressed(log, number));
    }

    /** The rotated files of a log that are there, newest first. */
    synchronized List<Found> files(String log, Account owner) {
        List<Found> found = new ArrayList<>();
        for (int number = 1; there(log, owner, number); number++) {
            for (String name : names(log, number)) {
                port.state(name, owner).ifPresent(state -> found.add(new Found(log, name, owner, state)));
            }
        }
        return found;
    }

    /** A rotated file, and what it was called when it was found: the next rotation gives it another name. */
    record Found(String log, String path, Account owner, FileState state) {
        boolean compressed() {
            return path.endsWith(RotatedNames.COMPRESSED);
        }
    }

    /** Opens one of them, whatever it is called by now. Never makes one. */
    synchronized Opened open(Found file, int fileMode) {
        Optional<String> path = now(file);
        return path.isPresent()
                ? port.file(new AppendTo(path.get(), fileMode), file.owner())
                : new Opened.Failed(file.path() + ": no such file");
    }

    /** Removes one of them, whatever it is called by now; null where it is gone, else why it is not. */
    synchronized @Nullable String remove(Found file) {
        Optional<String> path = now(file);
        return path.isPresent() ? port.remove(path.get(), file.owner()) : null;
    }

    /** Removes all of them; what could not be removed, and why. */
    synchronized List<String> removeAll(String log, Account owner) {
        List<String> failures = new ArrayList<>();
        for (Found file : files(log, owner)) {
            String failure = remove(file.path(), owner);
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private Optional<String> now(Found file) {
        return files(file.log(), file.owner()).stream()
                .filter(one -> one.state().same(file.state()) && one.compressed() == file.compressed())
                .map(Found::path)
                .findFirst();
    }

    /** Puts a complete compressed file in the place of what it was made from, wherever that is by now. */
    synchronized void replace(String log, Account owner, FileState original, String compressed) {
        for (int number = 1; there(log, owner, number); number++) {
            String plain = RotatedNames.plain(log, number);
            if (port.state(plain, owner).filter(original::same).isPresent()) {
                String name = RotatedNames.compressed(log, number);
                // One that is there is complete: the daemon died before it removed what it was made from.
                boolean done = port.state(name, owner).isPresent();
                if (done || port.rename(compressed, name, owner) == null) {
                    port.remove(plain, owner);
                }
                if (done) {
                    port.remove(compressed, owner);
                }
                return;
            }
        }
        // It was rotated out meanwhile.
        port.remove(compressed, owner);
    }

    private boolean there(String log, Account owner, int number) {
        return port.state(RotatedNames.plain(log, number), owner).isPresent()
                || port.state(RotatedNames.compressed(log, number), owner).isPresent();
    }

    private @Nullable String shift(String log, Account owner, int number) {
        String plain = RotatedNames.plain(log, number);
        String compressed = RotatedNames.compressed(log, number);
        if (port.state(compressed, owner).isEmpty()) {
            return port.vacant(compressed, owner)
                    ? rename(plain, RotatedNames.plain(log, number + 1), owner)
                    : compressed + " cannot be looked at";
        }
        // A compressed file gets its name when it is complete, so the daemon died before it removed the other.
        String failure = port.vacant(plain, owner) ? null : remove(plain, owner);
        return failure == null ? rename(compressed, RotatedNames.compressed(log, number + 1), owner) : failure;
    }

    private @Nullable String rename(String from, String to, Account owner) {
        String failure = port.rename(from, to, owner);
        return failure == null ? null : "cannot rename " + from + " to " + to + ": " + failure;
    }

    private @Nullable String remove(String log, Account owner, int number) {
        for (String name : names(log, number)) {
            if (port.state(name, owner).isPresent()) {
                String failure = remove(name, owner);
                if (failure != null) {
                    return failure;
                }
            }
        }
        return null;
    }

    private @Nullable String remove(String name, Account owner) {
        String failure = port.remove(name, owner);
        return failure == null ? null : "cannot remove " + name + ": " + failure;
    }
}
