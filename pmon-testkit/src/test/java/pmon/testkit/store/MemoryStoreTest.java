package pmon.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;

class MemoryStoreTest extends StoreContract {
    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    @Override
    protected StoreProvider provider() {
        return provider;
    }

    @Test
    void failsAsLongAsItIsToldTo() throws StoreException {
        MemoryStore memory = (MemoryStore) store;
        List<StoreChange> change = List.of(new StoreChange.PutValue("k", "v"));
        memory.fail(StoreException.Kind.FULL);
        StoreException failure = assertThrows(StoreException.class, () -> memory.commit(change));
        assertEquals(StoreException.Kind.FULL, failure.kind());
        assertEquals(0, memory.load().values().size());
        memory.fail(null);
        memory.commit(change);
        assertEquals(1, memory.load().values().size());
    }
}
