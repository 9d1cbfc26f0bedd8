package com.example.freespace;

import java.util.Map;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class FreeSpaceTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new FreeSpaceProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("at_least_mib", 0L);
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("at_least_mib", Long.MAX_VALUE);
    }
}
