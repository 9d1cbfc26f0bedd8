package pmon.daemon.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.FileState;
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
            String failure = shift(log, owner, number);
            if (failure != null) {
                return failure;
            }
        }
        return rename(log, RotatedNames.plain(log, 1), owner);
    }

    /** The rotated files of a log that are there, newest first. */
    synchronized List<Found> files(String log, Account owner) {
        List<Found> found = new ArrayList<>();
        for (int number = 1; there(log, owner, number); number++) {
            for (String name : List.of(RotatedNames.plain(log, number), RotatedNames.compressed(log, number))) {
                port.state(name, owner).ifPresent(state -> found.add(new Found(name, owner, state)));
            }
        }
        return found;
    }

    /** A rotated file. */
    record Found(String path, Account owner, FileState state) {}

    /** Removes one of them; null where that worked. */
    synchronized @Nullable String remove(Found file) {
        return port.remove(file.path(), file.owner());
    }

    /** Puts a complete compressed file in the place of what it was made from, wherever that is by now. */
    synchronized void replace(String log, Account owner, FileState original, String compressed) {
        for (int number = 1; there(log, owner, number); number++) {
            Optional<FileState> plain = port.state(RotatedNames.plain(log, number), owner);
            if (plain.isPresent() && plain.get().same(original)) {
                if (port.rename(compressed, RotatedNames.compressed(log, number), owner) == null) {
                    port.remove(RotatedNames.plain(log, number), owner);
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
        boolean compressed =
                port.state(RotatedNames.compressed(log, number), owner).isPresent();
        if (port.state(RotatedNames.plain(log, number), owner).isPresent()) {
            if (!compressed) {
                return rename(RotatedNames.plain(log, number), RotatedNames.plain(log, number + 1), owner);
            }
            // A compressed file gets its name when it is complete, so the daemon died before it removed this one.
            port.remove(RotatedNames.plain(log, number), owner);
        }
        return rename(RotatedNames.compressed(log, number), RotatedNames.compressed(log, number + 1), owner);
    }

    private @Nullable String rename(String from, String to, Account owner) {
        String failure = port.rename(from, to, owner);
        return failure == null ? null : "cannot rename " + from + " to " + to + ": " + failure;
    }

    private @Nullable String remove(String log, Account owner, int number) {
        for (String name : List.of(RotatedNames.plain(log, number), RotatedNames.compressed(log, number))) {
            if (port.state(name, owner).isPresent()) {
                String failure = port.remove(name, owner);
                if (failure != null) {
                    return "cannot remove " + name + ": " + failure;
                }
            }
        }
        return null;
    }
}
