package pmon.store.sqlite;

import java.nio.file.Path;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;
import pmon.store.jdbc.JdbcStore;
import pmon.store.jdbc.Schema;

/** One SQLite file. */
final class SqliteStore {
    static final String NAME = "sqlite";
    static final String FILE = "pmon.db";

    private SqliteStore() {}

    static Store open(Path directory, Schema schema) throws StoreException {
        Path file = directory.toAbsolutePath().resolve(FILE);
        return JdbcStore.on(Database.open(file, schema), file, new SqliteDialect());
    }
}
