package pmon.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;

/**
 * Keeps everything in {@code pmon.db}, mode 0600, with its write-ahead log beside it.
 *
 * <p>The driver's native library is taken from {@code org.sqlite.lib.path} where that is set, and otherwise unpacked into the
 * temporary directory at every start, which takes about 200 ms.
 */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public String name() {
        return SqliteStore.NAME;
    }

    @Override
    public Store open(Path directory) throws StoreException {
        return SqliteStore.open(directory, SqliteSchema.CURRENT);
    }

    @Override
    public Optional<Path> setAside(Path directory, String label) throws StoreException {
        Path file = directory.toAbsolutePath().resolve(SqliteStore.FILE);
        Path aside = file.resolveSibling(SqliteStore.FILE + ".corrupt-" + label);
        try {
            // The log first: without the file it means nothing, with a new file it would be taken for that one's.
            for (String part : List.of("-wal", "-shm", "")) {
                Path one = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(one, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(one, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return Optional.of(aside);
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot move " + file + " out of the way: " + e.getMessage(), e);
        }
    }
}
