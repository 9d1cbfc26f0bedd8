package pmon.monitors.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while nobody has the ports, so that a program could have them: a check before a start. */
public final class PortAvailableMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "portavailable";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(Ports.SETTING);
    }

    @Override
    public Monitor open(PluginSettings settings) {
        List<Integer> ports = Ports.parse(settings.texts("port"));
        return _ -> look(ports);
    }

    private static CheckResult look(List<Integer> ports) {
        for (int port : ports) {
            // On Linux the JDK sets SO_REUSEADDR, so connections in TIME_WAIT do not count, as for most servers.
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(port));
            } catch (IOException e) {
                return new CheckResult.Failed("port " + port + " is not available: " + e.getMessage());
            }
        }
        return CheckResult.PASSED;
    }
}
