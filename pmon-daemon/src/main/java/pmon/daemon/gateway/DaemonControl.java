package pmon.daemon.gateway;

import pmon.api.protocol.Frozen;

/** The daemon as the frozen messages see it. Any thread; must not wait for what is asked to be done. */
public interface DaemonControl {
    /** What the daemon is made of. */
    Frozen.VersionInfo version();

    /**
     * Begins to replace the daemon.
     *
     * @return {@link Frozen.Accepted} or {@link Frozen.Refused}
     */
    Frozen upgrade(Frozen.Upgrade wanted);

    /**
     * Begins to end the daemon.
     *
     * @return {@link Frozen.Accepted} or {@link Frozen.Refused}
     */
    Frozen shutdown(Frozen.Shutdown wanted);
}
