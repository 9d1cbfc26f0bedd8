package pmon.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** A store in one database file. A batch is one transaction, with statements that are prepared once. */
public final class JdbcStore implements Store {
    private final Path file;
    private final Connection connection;
    private final Dialect dialect;
    private long lastSeq;
    /** Null when it has to be prepared anew: drivers close a statement that fails. */
    private @Nullable Changes changes;

    private JdbcStore(Path file, Connection connection, Dialect dialect, long lastSeq) {
        this.file = file;
        this.connection = connection;
        this.dialect = dialect;
        this.lastSeq = lastSeq;
    }

    /** A store in a database that has the tables and belongs to nobody else; closes the connection when it is closed or cannot be used. */
    public static JdbcStore on(Connection connection, Path file, Dialect dialect) throws StoreException {
        boolean usable = false;
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(dialect.lastSeq())) {
            JdbcStore store = new JdbcStore(file, connection, dialect, row.next() ? row.getLong(1) : 0);
            usable = true;
            return store;
        } catch (SQLException e) {
            throw dialect.failure("read", file, e);
        } finally {
            if (!usable) {
                closeQuietly(connection);
            }
        }
    }

    /** Closes a connection of which something worse is known already than that it cannot be closed. */
    public static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The first error is on its way and says more.
        }
    }

    @Override
    public String name() {
        return dialect.name();
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
            try (ResultSet row = statement.executeQuery("SELECT \"key\", \"value\" FROM \"value\"")) {
                while (row.next()) {
                    values.put(row.getString(1), row.getString(2));
                }
            }
            return new StoredState(processes, values, lastSeq);
        } catch (SQLException e) {
            throw dialect.failure("read", file, e);
        }
    }

    @Override
    public void commit(List<StoreChange> batch) throws StoreException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Transaction transaction = Transaction.begin(connection, dialect);
            try {
                long newest = apply(batch);
                transaction.commit();
                lastSeq = newest;
            } finally {
                transaction.end();
            }
        } catch (SQLException e) {
            if (changes != null) {
                changes.close();
                changes = null;
            }
            throw dialect.failure("write", file, e);
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
            throw dialect.failure("close", file, e);
        }
    }

    private long apply(List<StoreChange> batch) throws SQLException {
        Changes prepared = changes == null ? new Changes(connection, dialect) : changes;
        changes = prepared;
        long newest = lastSeq;
        for (StoreChange change : batch) {
            newest = prepared.apply(change, newest);
        }
        if (newest != lastSeq && dialect.putLastSeq().isPresent()) {
            try (PreparedStatement put =
                    connection.prepareStatement(dialect.putLastSeq().get())) {
                put.setLong(1, newest);
                put.executeUpdate();
            }
        }
        return newest;
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
            throw dialect.failure("read", file, e);
        }
    }
}
