package pmon.store.sqlite;

import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreContract;

class SqliteStoreContractTest extends StoreContract {
    @Override
    protected StoreProvider provider() {
        return new SqliteStoreProvider();
    }
}
