package pmon.api.spi.store;

import java.util.List;

/**
 * Keeps documents and a log of events. It knows neither's meaning: a document is a JSON text that the daemon writes and reads.
 *
 * <p>Threads: the opening thread owns it. Durability: when {@link #commit} returns, the whole batch survives the death of the daemon and
 * of the machine; when it throws, none of it is there.
 */
public interface Store extends AutoCloseable {
    /** The name of the provider that opened it. */
    String name();

    /** Everything but the events. */
    StoredState load() throws StoreException;

    /** Makes a batch durable, all of it or none. */
    void commit(List<StoreChange> changes) throws StoreException;

    /**
     * Events with {@code seq > after}, oldest first.
     *
     * @param processId only those of this program; 0 means of all
     * @param limit at most so many, at least 1
     */
    List<StoredEvent> events(long after, int processId, int limit) throws StoreException;

    /**
     * The last {@code limit} events, oldest first.
     *
     * @param processId only those of this program; 0 means of all
     */
    List<StoredEvent> lastEvents(int processId, int limit) throws StoreException;

    @Override
    void close() throws StoreException;
}
