package pmon.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, as the list of steps that made them. Step N takes a file from version N-1 to N, in a transaction of its own that
 * also writes N into the header ({@code PRAGMA user_version}); so a file is always at exactly one version. A step that was ever
 * released is never changed; new ones are added behind it.
 */
record Schema(List<Migration> migrations) {
    /** One step. Each statement is one SQL statement. */
    record Migration(List<String> statements) {
        Migration {
            statements = List.copyOf(statements);
        }
    }

    /** What this pmon reads and writes. */
    static final Schema CURRENT = new Schema(List.of(new Migration(List.of(
            "CREATE TABLE process (id INTEGER PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL) STRICT",
            // AUTOINCREMENT: SQLite then remembers the greatest number ever used, whatever is trimmed
            // (https://sqlite.org/autoinc.html).
            "CREATE TABLE event (seq INTEGER PRIMARY KEY AUTOINCREMENT, process_id INTEGER NOT NULL,"
                    + " document TEXT NOT NULL) STRICT",
            "CREATE INDEX event_of_process ON event (process_id, seq)",
            "CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"))));

    Schema {
        migrations = List.copyOf(migrations);
    }

    /** The version that the last step leads to. */
    int version() {
        return migrations.size();
    }

    /** Takes a file from a version to the newest. A step that fails leaves the file at the version before it. */
    void migrate(Connection connection, int from) throws SQLException {
        for (int version = from + 1; version <= version(); version++) {
            Transaction transaction = Transaction.begin(connection);
            try (var statement = connection.createStatement()) {
                for (String sql : migrations.get(version - 1).statements()) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA user_version = " + version);
                transaction.commit();
            } finally {
                transaction.end();
            }
        }
    }
}
