/** Keeps records in SQLite: schema, migrations and the store. */
module pmon.store.sqlite {
    requires pmon.api;
    requires pmon.store.jdbc;
    requires static transitive org.jspecify;
    requires java.sql;
    requires org.xerial.sqlitejdbc;

    provides pmon.api.spi.legacy.LegacyReader with
            pmon.store.sqlite.Pmon3Reader;
    provides pmon.api.spi.store.StoreProvider with
            pmon.store.sqlite.SqliteStoreProvider;
}
