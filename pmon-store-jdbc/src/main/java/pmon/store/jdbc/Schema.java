package pmon.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;

/**
 * The tables, as the list of steps that made them. Step N takes a file from version N-1 to N, whole or not at all; so a file is always at
 * exactly one version. A step that was ever released is never changed; new ones are added behind it.
 */
public record Schema(List<Migration> migrations) {
    /** One step. Each statement is one SQL statement. */
    public record Migration(List<String> statements) {
        public Migration {
            statements = List.copyOf(statements);
        }

        /** Takes it, within whatever the caller has begun. */
        public void apply(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    public Schema {
        migrations = List.copyOf(migrations);
    }

    /** The version that the last step leads to. */
    public int version() {
        return migrations.size();
    }

    /** The step that leads to a version, from 1 on. */
    public Migration step(int version) {
        return migrations.get(version - 1);
    }

    /** Refuses a file that this pmon is too old for. */
    public void check(Path file, int found) throws StoreException {
        if (found > version()) {
            throw new StoreException(
                    Kind.NEWER_SCHEMA,
                    "cannot open " + file + ": a newer pmon wrote it (schema " + found + ", this one knows " + version()
                            + "); install that version again");
        }
    }
}
