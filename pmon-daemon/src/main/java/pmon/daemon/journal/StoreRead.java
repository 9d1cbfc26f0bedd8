package pmon.daemon.journal;

import pmon.api.spi.store.Store;

/** Something that somebody wants to read, on the thread that owns the store. */
@FunctionalInterface
interface StoreRead {
    void from(Store store);
}
