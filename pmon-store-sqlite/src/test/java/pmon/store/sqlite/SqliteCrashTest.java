package pmon.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.store.jdbc.Schema;
import pmon.testkit.store.StoreCrashContract;

class SqliteCrashTest extends StoreCrashContract {
    @Override
    protected StoreProvider provider() {
        return new SqliteStoreProvider();
    }

    @Test
    void aFullDatabaseIsFullAndWorksAgainOnceThereIsRoom() throws StoreException {
        // SQLite's own bound on pages fails with the same code as a full disk.
        Schema bounded = Changing.schemaWith("PRAGMA max_page_count = 100");
        try (Store store = SqliteStore.open(directory, bounded)) {
            fillUntilFull(store);
            long kept = store.load().lastSeq();
            assertThat(store.events(0, 0, Integer.MAX_VALUE)).hasSize((int) kept);
            store.commit(List.of(new StoreChange.TrimEvents(kept - 1)));
            store.commit(List.of(Changing.event(kept + 1, "after")));
            assertThat(store.lastEvents(0, 2)).extracting(StoredEvent::seq).containsExactly(kept, kept + 1);
        }
    }
}
