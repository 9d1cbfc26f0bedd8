package pmon.daemon.journal;

import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;

/** Opens the store on the thread that will own it. */
@FunctionalInterface
public interface StoreOpening {
    Store open() throws StoreException;
}
