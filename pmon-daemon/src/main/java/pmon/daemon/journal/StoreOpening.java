package pmon.daemon.journal;

import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreException;

/** Opens the store on the thread that will own it. */
@FunctionalInterface
public interface StoreOpening {
    Store open() throws StoreException;

    /**
     * Another one in the place of one that turned out to be damaged, which is closed.
     *
     * @param why what showed it; thrown again where there is no other
     */
    default Store replace(Store damaged, StoreException why) throws StoreException {
        throw why;
    }
}
