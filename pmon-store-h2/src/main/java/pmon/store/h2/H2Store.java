package pmon.store.h2;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.store.jdbc.JdbcStore;
import pmon.store.jdbc.Schema;

/**
 * One H2 file. H2 closes a database that could not be written; it is opened again when it is used next. The file only grows (see {@link
 * Database}), so it is compacted when it is opened and when it has become large, which takes some ten milliseconds.
 */
final class H2Store implements Store {
    static final String FILE = "pmon.mv.db";

    static final long COMPACT_BYTES = 32L * 1024 * 1024;
    /** What is not garbage is not rewritten again and again. */
    private static final int GROWTH = 2;

    /**
     * What this process has open: closing any descriptor of a file drops all of the process's locks on it (fcntl(2)), so a second opener
     * here must be turned away before it opens anything.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Schema schema;
    private final long compactBytes;
    private long limit;
    private @Nullable JdbcStore open;

    private H2Store(Path file, Schema schema, long compactBytes) {
        this.file = file;
        this.schema = schema;
        this.compactBytes = compactBytes;
        limit = compactBytes;
    }

    static H2Store open(Path directory, Schema schema, long compactBytes) throws StoreException {
        Path file = directory.toAbsolutePath().resolve(FILE);
        if (!OPEN.add(file)) {
            throw new StoreException(Kind.IN_USE, H2Dialect.inUse("cannot open " + file + ": "));
        }
        boolean usable = false;
        try {
            H2Store store = new H2Store(file, schema, compactBytes);
            store.opened();
            usable = true;
            return store;
        } finally {
            if (!usable) {
                OPEN.remove(file);
            }
        }
    }

    @Override
    public String name() {
        return H2Dialect.NAME;
    }

    @Override
    public StoredState load() throws StoreException {
        return with(JdbcStore::load);
    }

    @Override
    public void commit(List<StoreChange> changes) throws StoreException {
        with(store -> {
            store.commit(changes);
            return changes;
        });
        JdbcStore store = open;
        if (store != null && Database.size(file) >= limit) {
            // Opened again, it is compacted.
            abandon(store);
        }
    }

    @Override
    public List<StoredEvent> events(long after, int processId, int limit) throws StoreException {
        return with(store -> store.events(after, processId, limit));
    }

    @Override
    public List<StoredEvent> lastEvents(int processId, int limit) throws StoreException {
        return with(store -> store.lastEvents(processId, limit));
    }

    @Override
    public void close() throws StoreException {
        JdbcStore closing = open;
        open = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } finally {
            OPEN.remove(file);
        }
    }

    private interface Use<R> {
        R of(JdbcStore store) throws StoreException;
    }

    private <R> R with(Use<R> use) throws StoreException {
        JdbcStore store = opened();
        try {
            return use.of(store);
        } catch (StoreException e) {
            abandon(store);
            throw e;
        }
    }

    private JdbcStore opened() throws StoreException {
        JdbcStore store = open;
        if (store == null) {
            store = JdbcStore.on(Database.open(file, schema, limit), file, new H2Dialect());
            open = store;
            limit = Math.max(compactBytes, GROWTH * Database.size(file));
        }
        return store;
    }

    /** Everything that was committed is on the disk, so nothing is lost when closing fails. */
    private void abandon(JdbcStore store) {
        open = null;
        try {
            store.close();
        } catch (StoreException e) {
            // After a failure H2 has closed it already.
        }
    }
}
