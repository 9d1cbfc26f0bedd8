/** What stores in SQL databases share: statements, batches, the schema as a list of steps, files of the daemon's own. */
module pmon.store.jdbc {
    requires transitive pmon.api;
    requires static transitive org.jspecify;
    requires transitive java.sql;

    exports pmon.store.jdbc;
}
