package pmon.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.StoreException;
import pmon.store.jdbc.Dialect;

/** SQLite's statements. */
final class SqliteDialect implements Dialect {
    @Override
    public String name() {
        return SqliteStore.NAME;
    }

    @Override
    public String begin() {
        return "BEGIN IMMEDIATE";
    }

    /** The log is synced by the commit itself: see {@link Database}. */
    @Override
    public List<String> commit() {
        return List.of("COMMIT");
    }

    @Override
    public String putProcess() {
        return "INSERT INTO process (id, name, document) VALUES (?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document";
    }

    @Override
    public String putValue() {
        return "INSERT INTO value (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    }

    @Override
    public String lastSeq() {
        return "SELECT seq FROM sqlite_sequence WHERE name = 'event'";
    }

    @Override
    public Optional<String> putLastSeq() {
        return Optional.empty();
    }

    @Override
    public StoreException failure(String action, Path file, SQLException cause) {
        return Failures.of(action, file, cause);
    }
}
