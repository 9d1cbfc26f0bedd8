package pmon.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One write transaction. Written out instead of {@code setAutoCommit(false)}, with which the driver opens the next transaction
 * at once: the reads in between would hold it open, and the write-ahead log could never start over.
 */
final class Transaction {
    private final Connection connection;
    private boolean open = true;

    private Transaction(Connection connection) {
        this.connection = connection;
    }

    static Transaction begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        return new Transaction(connection);
    }

    void commit() throws SQLException {
        execute(connection, "COMMIT");
        open = false;
    }

    /** Takes everything back, unless it was committed. Never throws: it is called where a failure is on its way already. */
    void end() {
        if (open) {
            open = false;
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException e) {
                // SQLite itself rolls back when the disk is full or fails, and then there is no transaction to end
                // (https://sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction").
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
