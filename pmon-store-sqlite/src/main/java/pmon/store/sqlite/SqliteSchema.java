package pmon.store.sqlite;

import java.util.List;
import pmon.store.jdbc.Schema;

/** The tables. The number of the step that was taken last is in the header of the file ({@code PRAGMA user_version}). */
final class SqliteSchema {
    static final Schema CURRENT = new Schema(List.of(new Schema.Migration(List.of(
            "CREATE TABLE process (id INTEGER PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL) STRICT",
            // AUTOINCREMENT: SQLite then remembers the greatest number ever used, whatever is trimmed
            // (https://sqlite.org/autoinc.html).
            "CREATE TABLE event (seq INTEGER PRIMARY KEY AUTOINCREMENT, process_id INTEGER NOT NULL,"
                    + " document TEXT NOT NULL) STRICT",
            "CREATE INDEX event_of_process ON event (process_id, seq)",
            "CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"))));

    private SqliteSchema() {}
}
