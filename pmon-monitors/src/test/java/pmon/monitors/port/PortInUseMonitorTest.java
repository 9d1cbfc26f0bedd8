package pmon.monitors.port;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class PortInUseMonitorTest extends MonitorContract {
    private final ServerSocket taken = TcpMonitorTest.listening();
    private final int free = TcpMonitorTest.freePort();

    @AfterEach
    void close() throws IOException {
        taken.close();
    }

    @Override
    protected MonitorProvider provider() {
        return new PortInUseMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("port", List.of(Integer.toString(taken.getLocalPort())));
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("port", List.of(Integer.toString(free)));
    }
}
