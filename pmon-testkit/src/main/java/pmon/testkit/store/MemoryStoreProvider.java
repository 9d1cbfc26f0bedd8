package pmon.testkit.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreProvider;

/** Gives every directory a {@link MemoryStore} of its own, and the same one when it is opened again. */
public final class MemoryStoreProvider implements StoreProvider {
    static final String NAME = "memory";

    private final Map<Path, MemoryStore> stores = new HashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Store open(Path directory) {
        return stores.computeIfAbsent(directory, any -> new MemoryStore());
    }
}
