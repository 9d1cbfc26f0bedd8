package pmon.api.spi.store;

/** One change within a batch. */
public sealed interface StoreChange {
    /** Adds or replaces the record of a program. */
    record PutProcess(int id, String name, String document) implements StoreChange {}

    /** Removes the record of a program; its events stay. Removing one that is not there does nothing. */
    record DeleteProcess(int id) implements StoreChange {}

    /** Adds an event; its number is greater than all before it. */
    record AppendEvent(StoredEvent event) implements StoreChange {}

    /** Removes events with {@code seq <= upTo}. */
    record TrimEvents(long upTo) implements StoreChange {}

    /** Removes the events of one program but for the newest {@code keep}. */
    record TrimProcessEvents(int processId, int keep) implements StoreChange {}

    /** Sets a value of the daemon's own, such as the next free id. */
    record PutValue(String key, String value) implements StoreChange {}
}
