import pmon.api.spi.monitor.MonitorProvider;

/** The monitors that come with pmon and need nothing but the network, the file system, and commands. */
module pmon.monitors {
    requires java.net.http;
    requires pmon.api;
    requires static transitive org.jspecify;

    provides MonitorProvider with
            pmon.monitors.exec.ExecMonitorProvider,
            pmon.monitors.file.DirectoryMonitorProvider,
            pmon.monitors.file.FileMonitorProvider,
            pmon.monitors.http.HttpMonitorProvider,
            pmon.monitors.log.LogMonitorProvider,
            pmon.monitors.notify.NotifyMonitorProvider,
            pmon.monitors.notify.WatchdogMonitorProvider,
            pmon.monitors.port.PortAvailableMonitorProvider,
            pmon.monitors.port.PortInUseMonitorProvider,
            pmon.monitors.port.TcpMonitorProvider,
            pmon.monitors.redis.RedisMonitorProvider;
}
