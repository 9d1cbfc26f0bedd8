package pmon.store.h2;

import java.util.List;
import pmon.store.jdbc.Schema;

/** The tables. {@code schema_version} holds the number of the step that was taken last. */
final class H2Schema {
    static final Schema CURRENT = new Schema(List.of(new Schema.Migration(List.of(
            // Documents stay within their rows: they are read and written whole, and what lies outside is freed only
            // later.
            "SET MAX_LENGTH_INPLACE_LOB 2147483647",
            "CREATE TABLE schema_version (version INTEGER NOT NULL)",
            "INSERT INTO schema_version VALUES (0)",
            "CREATE TABLE process (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, document CLOB NOT NULL)",
            "CREATE TABLE event (seq BIGINT PRIMARY KEY, process_id INTEGER NOT NULL, document CLOB NOT NULL)",
            "CREATE INDEX event_of_process ON event (process_id, seq)",
            // The greatest number ever used, whatever is trimmed.
            "CREATE TABLE last_event (seq BIGINT NOT NULL)",
            "INSERT INTO last_event VALUES (0)",
            "CREATE TABLE \"value\" (\"key\" VARCHAR PRIMARY KEY, \"value\" CLOB NOT NULL)"))));

    private H2Schema() {}
}
