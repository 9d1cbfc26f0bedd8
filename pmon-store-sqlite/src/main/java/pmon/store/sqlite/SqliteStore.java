package pmon.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;

/** One SQLite file. A batch is one transaction, with statements that are prepared once. */
final class SqliteStore implements Store {
    static final String NAME = "sqlite";
    static final String FILE = "pmon.db";

    private final Path file;
    private final Connection connection;
    /** Null when it has to be prepared anew: the driver closes a statement that fails. */
    private @Nullable Changes changes;

    private SqliteStore(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static SqliteStore open(Path directory, Schema schema) throws StoreException {
        Path file = directory.toAbsolutePath().resolve(FILE);
        return new SqliteStore(file, Database.open(file, schema));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StoredState load() throws StoreException {
        try (var statement = connection.createStatement()) {
            List<StoredProcess> processes = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT id, name, document FROM process ORDER BY id")) {
                while (row.next()) {
                    processes.add(new StoredProcess(row.getInt(1), row.getString(2), row.getString(3)));
                }
            }
            Map<String, String> values = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT key, value FROM value")) {
                while (row.next()) {
                    values.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'event'")) {
                return new StoredState(processes, values, row.next() ? row.getLong(1) : 0);
            }
        } catch (SQLException e) {
            throw Failures.of("read", file, e);
        }
    }

    @Override
    public void commit(List<StoreChange> batch) throws StoreException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Transaction transaction = Transaction.begin(connection);
            try {
                Changes prepared = changes == null ? new Changes(connection) : changes;
                changes = prepared;
                for (StoreChange change : batch) {
                    prepared.apply(change);
                }
                transaction.commit();
            } finally {
                transaction.end();
            }
        } catch (SQLException e) {
            if (changes != null) {
                changes.close();
                changes = null;
            }
            throw Failures.of("write", file, e);
        }
    }

    @Override
    public List<StoredEvent> events(long after, int processId, int limit) throws StoreException {
        return processId == 0
                ? select("seq > ? ORDER BY seq LIMIT ?", after, limit)
                : select("process_id = ? AND seq > ? ORDER BY seq LIMIT ?", processId, after, limit);
    }

    @Override
    public List<StoredEvent> lastEvents(int processId, int limit) throws StoreException {
        List<StoredEvent> newestFirst = processId == 0
                ? select("TRUE ORDER BY seq DESC LIMIT ?", limit)
                : select("process_id = ? ORDER BY seq DESC LIMIT ?", processId, limit);
        return newestFirst.reversed();
    }

    @Override
    public void close() throws StoreException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.of("close", file, e);
        }
    }

    private List<StoredEvent> select(String which, long... parameters) throws StoreException {
        List<StoredEvent> events = new ArrayList<>();
        try (var query = connection.prepareStatement("SELECT seq, process_id, document FROM event WHERE " + which)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setLong(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(new StoredEvent(row.getLong(1), row.getInt(2), row.getString(3)));
                }
            }
            return events;
        } catch (SQLException e) {
            throw Failures.of("read", file, e);
        }
    }
}
