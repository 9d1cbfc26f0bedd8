package pmon.daemon.intake;

import pmon.daemon.config.Configuration;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.process.ProcessConfiguration;

/** Reads the programs that are configured, as they are now. */
public interface ConfiguredEntries {
    /** Those of pmon's own process configuration. */
    ConfiguredEntries OWN = ProcessConfiguration::load;

    /**
     * Reads them.
     *
     * @param uid the daemon's effective user id
     * @param monitors the types of checks that there are now
     */
    ProcessConfiguration.Result read(Configuration configuration, long uid, MonitorTypes monitors);
}
