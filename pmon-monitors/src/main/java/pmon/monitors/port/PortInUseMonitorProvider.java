package pmon.monitors.port;

import java.util.List;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while something on this machine accepts connections. */
public final class PortInUseMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "portinuse";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(Ports.SETTING);
    }

    @Override
    public Monitor open(PluginSettings settings) {
        return new TcpMonitor("localhost", Ports.parse(settings.texts("port")));
    }
}
