package pmon.store.h2;

import pmon.api.spi.store.StoreProvider;
import pmon.testkit.store.StoreCrashContract;

class H2CrashTest extends StoreCrashContract {
    @Override
    protected StoreProvider provider() {
        return new H2StoreProvider();
    }
}
