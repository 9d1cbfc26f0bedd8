package pmon.daemon.config;

import java.lang.System.Logger.Level;

/** How much the daemon tells in its own log. */
public enum LogLevel {
    DEBUG(Level.DEBUG),
    INFO(Level.INFO),
    WARN(Level.WARNING),
    ERROR(Level.ERROR);

    private final Level threshold;

    LogLevel(Level threshold) {
        this.threshold = threshold;
    }

    /** The JDK's level from which on it is told. */
    public Level threshold() {
        return threshold;
    }
}
