package pmon.store.h2;

import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreContract;

class H2StoreContractTest extends StoreContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
