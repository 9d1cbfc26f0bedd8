package pmon.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoredEvent;

/** Applies changes within a transaction that somebody else began. Of no use once a change failed. */
final class Changes implements AutoCloseable {
    private final PreparedStatement putProcess;
    private final PreparedStatement deleteProcess;
    private final PreparedStatement appendEvent;
    private final PreparedStatement trimEvents;
    private final PreparedStatement trimProcessEvents;
    private final PreparedStatement putValue;

    Changes(Connection connection, Dialect dialect) throws SQLException {
        putProcess = connection.prepareStatement(dialect.putProcess());
        deleteProcess = connection.prepareStatement("DELETE FROM process WHERE id = ?");
        appendEvent = connection.prepareStatement("INSERT INTO event (seq, process_id, document) VALUES (?, ?, ?)");
        trimEvents = connection.prepareStatement("DELETE FROM event WHERE seq <= ?");
        trimProcessEvents = connection.prepareStatement("DELETE FROM event WHERE process_id = ? AND seq <="
                + " (SELECT seq FROM event WHERE process_id = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)");
        putValue = connection.prepareStatement(dialect.putValue());
    }

    /**
     * Applies one.
     *
     * @param lastSeq the number of the newest event before it
     * @return the same after it
     */
    long apply(StoreChange change, long lastSeq) throws SQLException {
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
            case StoreChange.AppendEvent(StoredEvent event) -> {
                append(event, lastSeq);
                return event.seq();
            }
            case StoreChange.TrimEvents trim -> {
                trimEvents.setLong(1, trim.upTo());
                trimEvents.executeUpdate();
            }
            case StoreChange.TrimProcessEvents(int processId, int keep) -> {
                trimProcessEvents.setInt(1, processId);
                trimProcessEvents.setInt(2, processId);
                trimProcessEvents.setInt(3, keep);
                trimProcessEvents.executeUpdate();
            }
            case StoreChange.PutValue put -> {
                putValue.setString(1, put.key());
                putValue.setString(2, put.value());
                putValue.executeUpdate();
            }
        }
        return lastSeq;
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

    private void append(StoredEvent event, long lastSeq) throws SQLException {
        if (event.seq() <= lastSeq) {
            throw new IllegalArgumentException("the number of event " + event.seq() + " is not above all before it");
        }
        appendEvent.setLong(1, event.seq());
        appendEvent.setInt(2, event.processId());
        appendEvent.setString(3, event.document());
        appendEvent.executeUpdate();
    }
}
