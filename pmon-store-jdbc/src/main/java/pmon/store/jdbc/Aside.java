package pmon.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.StoreException;

/** Moves the files of a damaged store out of the way. */
public final class Aside {
    private Aside() {}

    /**
     * Moves it, which loses nothing.
     *
     * @param file the store's main file
     * @param companions endings of further files of it; they are moved first, for without the file they mean nothing, and with a new file
     *     they would be taken for that one's
     * @param label becomes a part of the new name
     * @return where the file is now
     */
    public static Optional<Path> move(Path file, List<String> companions, String label) throws StoreException {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + label);
        try {
            for (String companion : companions) {
                move(with(file, companion), with(aside, companion));
            }
            move(file, aside);
            return Optional.of(aside);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.OTHER, "cannot move " + file + " out of the way: " + e.getMessage(), e);
        }
    }

    private static Path with(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
