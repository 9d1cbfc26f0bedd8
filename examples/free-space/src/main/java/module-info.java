/** A plugin for pmon: the monitor type {@code free-space}. */
module com.example.freespace {
    requires pmon.api;

    provides pmon.api.spi.monitor.MonitorProvider with
            com.example.freespace.FreeSpaceProvider;
}
