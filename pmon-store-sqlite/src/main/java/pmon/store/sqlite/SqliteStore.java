package pmon.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;

/** One SQLite file. A batch is one transaction; every statement is prepared once. */
final class SqliteStore implements Store {
    static final String NAME = "sqlite";
    static final String FILE = "pmon.db";

    private final Path file;
    private final Connection connection;
    private final Changes changes;
    private final PreparedStatement eventsOfAll;
    private final PreparedStatement eventsOfOne;
    private final PreparedStatement lastOfAll;
    private final PreparedStatement lastOfOne;

    private SqliteStore(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        changes = new Changes(connection);
        String select = "SELECT seq, process_id, document FROM event WHERE ";
        eventsOfAll = connection.prepareStatement(select + "seq > ? ORDER BY seq LIMIT ?");
        eventsOfOne = connection.prepareStatement(select + "process_id = ? AND seq > ? ORDER BY seq LIMIT ?");
        lastOfAll = connection.prepareStatement(select + "TRUE ORDER BY seq DESC LIMIT ?");
        lastOfOne = connection.prepareStatement(select + "process_id = ? ORDER BY seq DESC LIMIT ?");
    }

    static SqliteStore open(Path directory, Schema schema) throws StoreException {
        Path file = directory.toAbsolutePath().resolve(FILE);
        Connection connection = Database.open(file, schema);
        try {
            return new SqliteStore(file, connection);
        } catch (SQLException e) {
            throw Failures.of("open", file, e);
        }
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
                for (StoreChange change : batch) {
                    changes.apply(change);
                }
                transaction.commit();
            } finally {
                transaction.end();
            }
        } catch (SQLException e) {
            throw Failures.of("write", file, e);
        }
    }

    @Override
    public List<StoredEvent> events(long after, int processId, int limit) throws StoreException {
        try {
            if (processId == 0) {
                eventsOfAll.setLong(1, after);
                eventsOfAll.setInt(2, limit);
                return read(eventsOfAll);
            }
            eventsOfOne.setInt(1, processId);
            eventsOfOne.setLong(2, after);
            eventsOfOne.setInt(3, limit);
            return read(eventsOfOne);
        } catch (SQLException e) {
            throw Failures.of("read", file, e);
        }
    }

    @Override
    public List<StoredEvent> lastEvents(int processId, int limit) throws StoreException {
        try {
            if (processId == 0) {
                lastOfAll.setInt(1, limit);
                return read(lastOfAll).reversed();
            }
            lastOfOne.setInt(1, processId);
            lastOfOne.setInt(2, limit);
            return read(lastOfOne).reversed();
        } catch (SQLException e) {
            throw Failures.of("read", file, e);
        }
    }

    @Override
    public void close() throws StoreException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.of("close", file, e);
        }
    }

    private static List<StoredEvent> read(PreparedStatement query) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                events.add(new StoredEvent(row.getLong(1), row.getInt(2), row.getString(3)));
            }
        }
        return events;
    }
}
