/** Keeps records in SQLite: schema, migrations and the store. */
module pmon.store.sqlite {
    requires pmon.api;
    requires static transitive org.jspecify;
    requires java.sql;
}
