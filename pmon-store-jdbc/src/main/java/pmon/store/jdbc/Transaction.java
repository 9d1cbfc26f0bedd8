package pmon.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One write transaction. Written out instead of {@code setAutoCommit(false)}, with which drivers open the next transaction at once: the
 * reads in between would hold it open, and what is obsolete could never be given up.
 */
public final class Transaction {
    private final Connection connection;
    private final List<String> commit;
    private boolean open = true;

    private Transaction(Connection connection, List<String> commit) {
        this.connection = connection;
        this.commit = commit;
    }

    /** Begins one as the dialect says. */
    public static Transaction begin(Connection connection, Dialect dialect) throws SQLException {
        execute(connection, dialect.begin());
        return new Transaction(connection, dialect.commit());
    }

    /** Makes it durable. */
    public void commit() throws SQLException {
        for (String sql : commit) {
            execute(connection, sql);
        }
        open = false;
    }

    /** Takes everything back, unless it was committed. Never throws: it is called where a failure is on its way already. */
    public void end() {
        if (open) {
            open = false;
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException e) {
                // SQLite itself rolls back when the disk is full or fails, and then there is no transaction to end
                // (https://sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"); H2 closes.
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
