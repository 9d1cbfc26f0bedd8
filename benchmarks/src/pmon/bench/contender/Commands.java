package pmon.bench.contender;

import pmon.bench.system.Command;

/**
 * How to drive a manager that runs.
 *
 * @param daemon the pid of its daemon
 * @param list shows the status of all programs
 * @param stop stops all programs
 * @param start starts all programs again
 * @param shutdown ends the daemon and all programs
 */
public record Commands(long daemon, Command list, Command stop, Command start, Command shutdown) {}
