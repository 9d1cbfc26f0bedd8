package pmon.daemon.request;

import java.util.function.LongSupplier;

/**
 * What the daemon says about itself.
 *
 * @param socket what clients connect to
 * @param uptimeMillis since it started
 */
public record DaemonFacts(int pid, String version, String socket, LongSupplier uptimeMillis) {}
