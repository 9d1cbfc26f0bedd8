package pmon.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import pmon.api.spi.store.StoreChange;

/** Applies changes within a transaction that somebody else began. Of no use once a change failed. */
final class Changes implements AutoCloseable {
    private final PreparedStatement putProcess;
    private final PreparedStatement deleteProcess;
    private final PreparedStatement appendEvent;
    private final PreparedStatement trimEvents;
    private final PreparedStatement trimProcessEvents;
    private final PreparedStatement putValue;

    Changes(Connection connection) throws SQLException {
        putProcess = connection.prepareStatement("INSERT INTO process (id, name, document) VALUES (?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, document = excluded.document");
        deleteProcess = connection.prepareStatement("DELETE FROM process WHERE id = ?");
        // Nothing is inserted where the number is not above all before it, and that is then an error.
        appendEvent = connection.prepareStatement("INSERT INTO event (seq, process_id, document) SELECT ?1, ?2, ?3"
                + " WHERE ?1 > (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event')");
        trimEvents = connection.prepareStatement("DELETE FROM event WHERE seq <= ?");
        trimProcessEvents = connection.prepareStatement("DELETE FROM event WHERE process_id = ?1 AND seq <="
                + " (SELECT seq FROM event WHERE process_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)");
        putValue = connection.prepareStatement("INSERT INTO value (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    }

    void apply(StoreChange change) throws SQLException {
        switch (change) {
            case StoreChange.PutProcess put -> {
                putProcess.setInt(1, put.id());
                putProcess.setString(2, put.name());
                putProcess.setString(3, put.document());
                putProcess.executeUpdate();
            }
            case StoreChange.DeleteProcess delete -> {
                deleteProcess.setInt(1, delete.id());
                deleteProcess.executeUpdate();
            }
            case StoreChange.AppendEvent append -> append(append);
            case StoreChange.TrimEvents trim -> {
                trimEvents.setLong(1, trim.upTo());
                trimEvents.executeUpdate();
            }
            case StoreChange.TrimProcessEvents(int processId, int keep) -> {
                trimProcessEvents.setInt(1, processId);
                trimProcessEvents.setInt(2, keep);
                trimProcessEvents.executeUpdate();
            }
            case StoreChange.PutValue put -> {
                putValue.setString(1, put.key());
                putValue.setString(2, put.value());
                putValue.executeUpdate();
            }
        }
    }

    /** Never throws: it is called where a failure is on its way already. */
    @Override
    public void close() {
        for (PreparedStatement statement :
                List.of(putProcess, deleteProcess, appendEvent, trimEvents, trimProcessEvents, putValue)) {
            try {
                statement.close();
            } catch (SQLException e) {
                // What failed before says more, and closing the connection closes this too.
            }
        }
    }

    private void append(StoreChange.AppendEvent append) throws SQLException {
        appendEvent.setLong(1, append.event().seq());
        appendEvent.setInt(2, append.event().processId());
        appendEvent.setString(3, append.event().document());
        if (appendEvent.executeUpdate() != 1) {
            throw new IllegalArgumentException(
                    "the number of event " + append.event().seq() + " is not above all before it");
        }
    }
}
