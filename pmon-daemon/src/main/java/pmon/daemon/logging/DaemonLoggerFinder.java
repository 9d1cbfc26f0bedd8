package pmon.daemon.logging;

/** Gives every {@code System.Logger} of the process the daemon's own log; found by the JDK through {@code ServiceLoader}. */
public final class DaemonLoggerFinder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new DaemonLogger(name, DaemonLog.instance());
    }
}
