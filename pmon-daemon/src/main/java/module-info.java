/** The daemon: composition root, supervisor loop, log capture, journal and gateway. */
module pmon.daemon {
    requires pmon.core;
    requires pmon.wire;
    requires static transitive org.jspecify;
    requires jdk.unsupported;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.toml;
    requires tools.jackson.dataformat.yaml;

    uses pmon.api.spi.event.EventHandlerProvider;
    uses pmon.api.spi.kernel.KernelProvider;
    uses pmon.api.spi.legacy.LegacyReader;
    uses pmon.api.spi.monitor.MonitorProvider;
    uses pmon.api.spi.store.StoreProvider;
    uses pmon.api.spi.transport.RemoteTransportProvider;
    uses pmon.api.spi.transport.TransportProvider;

    provides System.LoggerFinder with
            pmon.daemon.logging.DaemonLoggerFinder;
}
