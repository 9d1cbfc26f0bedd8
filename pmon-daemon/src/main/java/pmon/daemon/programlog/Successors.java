package pmon.daemon.programlog;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that a log has become since one of its files was opened: the rotated ones that are newer than that one, and the one that is
 * written now. Which rotated file was the opened one is told by its inode, or, when it has been compressed, by size and checksum; where
 * it is gone, what was changed since it was opened is newer.
 */
final class Successors {
    /** A log that is rotated while its files are being opened is looked at again, but not for ever. */
    private static final int ATTEMPTS = 8;

    /** From one number to the next; a daemon that died while it renamed leaves one out. */
    private static final int GAP = 2;

    private final LogSource source;
    private final LogFiles files;

    Successors(LogSource source, LogFiles files) {
        this.source = source;
        this.files = files;
    }

    /** Opens them, oldest first, the last being the one that is written now; none where that is not there, or keeps changing. */
    Deque<OpenLog> of(OpenLog former) throws IOException, UnreadableLogException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Object before = LogFiles.identity(source);
            Deque<OpenLog> found = new ArrayDeque<>();
            boolean complete = false;
            try {
                collect(found, former);
                complete = before != null && before.equals(identity(found.peekLast()));
                complete &= Objects.equals(before, LogFiles.identity(source));
            } finally {
                if (!complete) {
                    close(found);
                }
            }
            if (complete) {
                return found;
            }
        }
        return new ArrayDeque<>();
    }

    private void collect(Deque<OpenLog> found, OpenLog former) throws IOException, UnreadableLogException {
        Optional<OpenLog> present = files.open(source);
        if (present.isEmpty()) {
            return;
        }
        found.addFirst(present.get());
        int last = 0;
        for (LogSource rotated : files.rotated(source).reversed()) {
            int number = Rotations.number(source, rotated);
            if (number - last > GAP) {
                break;
            }
            last = number;
            Optional<OpenLog> opened = files.open(rotated);
            if (opened.isPresent() && opened.get().continues(former)) {
                opened.get().close();
                return;
            }
            opened.ifPresent(found::addFirst);
        }
        onlyChanged(found, former.openedMillis());
    }

    /** The former is gone. What is older than it has not been changed since. */
    private static void onlyChanged(Deque<OpenLog> found, long sinceMillis) throws IOException {
        while (found.size() > 1 && LogFiles.modifiedMillis(found.getFirst().source()) <= sinceMillis) {
            found.removeFirst().close();
        }
    }

    private static @Nullable Object identity(@Nullable OpenLog log) {
        return log == null ? null : log.identity();
    }

    static void close(Deque<OpenLog> logs) throws IOException {
        while (!logs.isEmpty()) {
            logs.removeFirst().close();
        }
    }
}
