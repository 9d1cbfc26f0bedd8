package pmon.store.sqlite;

import java.nio.file.Path;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
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
        return SqliteStore.open(directory, Schema.CURRENT);
    }
}
