package pmon.daemon.plugin;

import java.util.List;
import java.util.Optional;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.SettingDeclaration;

/**
 * What a plugin brings.
 *
 * @param version of its module; empty when it has none
 * @param settings those of its event handler
 */
record LoadedPlugin(
        String version,
        Optional<EventHandlerProvider> handler,
        List<SettingDeclaration> settings,
        List<MonitorProvider> monitors) {
    LoadedPlugin {
        settings = List.copyOf(settings);
        monitors = List.copyOf(monitors);
    }
}
