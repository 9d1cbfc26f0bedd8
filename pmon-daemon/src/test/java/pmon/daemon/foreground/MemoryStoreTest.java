package pmon.daemon.foreground;

import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreContract;

class MemoryStoreTest extends StoreContract {
    private final MemoryStore memory = new MemoryStore();

    @Override
    protected StoreProvider provider() {
        return memory;
    }
}
