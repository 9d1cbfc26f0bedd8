package pmon.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoredEvent;
import pmon.store.jdbc.Schema;

/** What several tests commit, and schemas that are newer than today's. */
final class Changing {
    private Changing() {}

    static StoreChange event(long seq, String document) {
        return new StoreChange.AppendEvent(new StoredEvent(seq, 1, document));
    }

    /** Today's schema and one more step. */
    static Schema schemaWith(String... statements) {
        return with(SqliteSchema.CURRENT, statements);
    }

    static Schema with(Schema schema, String... statements) {
        List<Schema.Migration> migrations = new ArrayList<>(schema.migrations());
        migrations.add(new Schema.Migration(List.of(statements)));
        return new Schema(migrations);
    }
}
