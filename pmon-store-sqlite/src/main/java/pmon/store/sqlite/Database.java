package pmon.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;

/**
 * Opens the file: private, for this process alone, durable, and at the newest schema.
 *
 * <p>No code of ours may open the database file once SQLite has: closing any descriptor of it drops the process's POSIX locks
 * (https://sqlite.org/howtocorrupt.html, 2.2).
 */
final class Database {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    /** The write-ahead log is cut to this size when it starts over; 1,000 pages of 4 KiB trigger that. */
    private static final int WAL_BYTES = 4 * 1024 * 1024;

    private Database() {}

    static Connection open(Path file, Schema schema) throws StoreException {
        prepare(file);
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
                close(connection);
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
            if (version > schema.version()) {
                throw new StoreException(
                        Kind.NEWER_SCHEMA,
                        "cannot open " + file + ": a newer pmon wrote it (schema " + version + ", this one knows "
                                + schema.version() + "); install that version again");
            }
            if (!"wal".equals(text(statement, "PRAGMA journal_mode = WAL"))) {
                throw new StoreException(
                        Kind.OTHER, "cannot open " + file + ": its file system does not support a write-ahead log");
            }
            // FULL: the log is on the disk before a commit returns. The default of this mode would lose the last
            // commits with
            // the power.
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA journal_size_limit = " + WAL_BYTES);
            schema.migrate(connection, version);
        }
    }

    /** Makes the file with its mode before SQLite would make it with another; the log inherits the mode. */
    private static void prepare(Path file) throws StoreException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
            try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                // The file's name is durable only when its directory is (fsync(2)).
                directory.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            narrow(file);
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot create " + file + ": " + reason(e), e);
        }
    }

    private static void narrow(Path file) throws StoreException {
        try {
            if (!Files.getPosixFilePermissions(file).equals(PRIVATE)) {
                Files.setPosixFilePermissions(file, PRIVATE);
            }
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot make " + file + " private: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
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

    /** A connection that could not be set up holds nothing worth a second error. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The first error is on its way and says more.
        }
    }
}
