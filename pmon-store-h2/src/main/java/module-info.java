/** Keeps records in an H2 file: schema, migrations and the store. */
@SuppressWarnings("module") // That is what the database is called.
module pmon.store.h2 {
    requires pmon.api;
    requires pmon.store.jdbc;
    requires static transitive org.jspecify;
    requires java.sql;
    requires com.h2database;

    // It makes objects of SemicolonPath by reflection.
    opens pmon.store.h2 to
            com.h2database;

    provides pmon.api.spi.store.StoreProvider with
            pmon.store.h2.H2StoreProvider;
}
