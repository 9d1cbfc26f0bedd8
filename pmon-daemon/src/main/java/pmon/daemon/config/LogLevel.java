package pmon.daemon.config;

/** How much the daemon tells in its own log. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
