package pmon.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.store.jdbc.JdbcStore;
import pmon.store.jdbc.PrivateFile;
import pmon.store.jdbc.Schema;
import pmon.store.jdbc.Transaction;

/**
 * Opens the file: private, for this process alone, durable, and at the newest schema.
 *
 * <p>No code of ours may open the database file once SQLite has: closing any descriptor of it drops the process's POSIX locks
 * (https://sqlite.org/howtocorrupt.html, 2.2).
 */
final class Database {
    /** The write-ahead log is cut to this size when it starts over; 1,000 pages of 4 KiB trigger that. */
    private static final int WAL_BYTES = 4 * 1024 * 1024;

    private Database() {}

    static Connection open(Path file, Schema schema) throws StoreException {
        PrivateFile.prepare(file);
        // The form of a URI, because the driver takes a question mark in a plain path for the start of its options.
        String url = "jdbc:sqlite:" + file.toUri();
        SQLiteConfig config = new SQLiteConfig();
        // Whoever has it open keeps it open: there is nothing to wait for.
        config.setBusyTimeout(0);
        Connection connection = null;
        try {
            connection = config.createConnection(url);
            configure(connection, file, schema);
            Connection opened = connection;
            connection = null;
            return opened;
        } catch (SQLException e) {
            throw Failures.of("open", file, e);
        } finally {
            if (connection != null) {
                JdbcStore.closeQuietly(connection);
            }
        }
    }

    private static void configure(Connection connection, Path file, Schema schema) throws SQLException, StoreException {
        try (Statement statement = connection.createStatement()) {
            // Before the first access: the lock is then never given back, and the index of the log is kept in memory
            // instead of
            // in a third file (https://sqlite.org/wal.html, 6).
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            int version = number(statement, "PRAGMA user_version");
            schema.check(file, version);
            if (!"wal".equals(text(statement, "PRAGMA journal_mode = WAL"))) {
                throw new StoreException(
                        Kind.OTHER, "cannot open " + file + ": its file system does not support a write-ahead log");
            }
            // FULL: the log is on the disk before a commit returns. The default of this mode would lose the last
            // commits with
            // the power.
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA journal_size_limit = " + WAL_BYTES);
            migrate(connection, schema, version);
        }
    }

    /** Each step in a transaction of its own that also writes its number: one that fails leaves the version before it. */
    private static void migrate(Connection connection, Schema schema, int from) throws SQLException {
        for (int version = from + 1; version <= schema.version(); version++) {
            Transaction transaction = Transaction.begin(connection, new SqliteDialect());
            try (var statement = connection.createStatement()) {
                schema.step(version).apply(connection);
                statement.execute("PRAGMA user_version = " + version);
                transaction.commit();
            } finally {
                transaction.end();
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
