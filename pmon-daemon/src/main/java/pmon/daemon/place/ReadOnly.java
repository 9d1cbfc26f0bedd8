package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Tells places where nobody can write from those where somebody may not. */
public final class ReadOnly {
    private ReadOnly() {}

    /** Whether a path is, or would be made, on a file system that is mounted read-only. */
    public static boolean at(Path path) {
        Path there = path;
        while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).isReadOnly();
        } catch (IOException e) {
            // Whoever tries to write there is told what is wrong.
            return false;
        }
    }
}
