package pmon.monitors.port;

import java.util.List;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** Healthy while something accepts connections, anywhere. */
public final class TcpMonitorProvider implements MonitorProvider {
    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.optional(
                        "host", SettingDeclaration.Type.TEXT, "localhost", "The host to connect to."),
                Ports.SETTING);
    }

    @Override
    public Monitor open(PluginSettings settings) {
        return new TcpMonitor(settings.text("host").orElse("localhost"), Ports.parse(settings.texts("port")));
    }
}
