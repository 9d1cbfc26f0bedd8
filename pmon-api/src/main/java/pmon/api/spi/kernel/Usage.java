package pmon.api.spi.kernel;

/**
 * What a process uses.
 *
 * @param cpuNanos processor time so far, user and system, in nanoseconds (the kernel counts in ticks of 10 ms)
 * @param memoryBytes resident set
 */
public record Usage(long cpuNanos, long memoryBytes) {}
