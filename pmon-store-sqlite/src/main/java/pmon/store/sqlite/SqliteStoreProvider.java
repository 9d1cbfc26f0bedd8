package pmon.store.sqlite;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.store.jdbc.Aside;

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
        return Aside.move(file, List.of("-wal", "-shm"), label);
    }
}
