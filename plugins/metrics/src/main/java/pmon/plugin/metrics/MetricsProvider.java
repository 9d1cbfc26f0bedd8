package pmon.plugin.metrics;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/** {@code metrics}. */
public final class MetricsProvider implements EventHandlerProvider {
    /** For a scrape from its first to its last byte. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public List<SettingDeclaration> settings() {
        return List.of(
                SettingDeclaration.required(
                        "listen",
                        SettingDeclaration.Type.TEXT,
                        "Where it is scraped: the absolute path of a Unix socket, or a loopback address and port."),
                SettingDeclaration.optional(
                        "socket_mode", SettingDeclaration.Type.TEXT, "0600", "The mode of the socket, in octal."));
    }

    @Override
    public EventHandler open(HandlerContext context, PluginSettings settings) throws IOException {
        Address address = Address.of(
                settings.text("listen").orElseThrow(),
                settings.text("socket_mode").orElse("0600"));
        Tally tally = new Tally();
        MetricsPage page = new MetricsPage(new Measurements(context::programs, tally, version()));
        return new MetricsHandler(tally, Server.start(address, page, TIMEOUT, context.log()));
    }

    /** That of this plugin, which comes with pmon; "unknown" on the class path. */
    private static String version() {
        return Optional.ofNullable(MetricsProvider.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("unknown");
    }
}
