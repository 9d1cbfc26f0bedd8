package pmon.ipc.chronicle;

import pmon.api.spi.transport.TransportProvider;
import pmon.testkit.transport.TransportContract;

class ChronicleTransportTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return new ChronicleTransportProvider();
    }
}
