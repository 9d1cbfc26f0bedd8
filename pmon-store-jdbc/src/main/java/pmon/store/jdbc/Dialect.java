package pmon.store.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.store.StoreException;

/**
 * What one database says in its own way. The tables are everybody's: {@code process (id, name, document)}, {@code event (seq, process_id,
 * document)} and {@code "value" ("key", "value")}.
 */
public interface Dialect {
    /** The name of the provider. */
    String name();

    /** Begins a transaction that writes. */
    String begin();

    /** Ends it; behind the last of these statements the batch survives the machine. */
    List<String> commit();

    /** Adds or replaces a record: id, name, document. */
    String putProcess();

    /** Sets a value: key, value. */
    String putValue();

    /** Reads the number of the newest event ever added; no row where there was none. */
    String lastSeq();

    /** Writes that number; empty where the database does so by itself. */
    Optional<String> putLastSeq();

    /**
     * What the database's error means to those who run a daemon.
     *
     * @param action what was tried, such as {@code write}
     */
    StoreException failure(String action, Path file, SQLException cause);
}
