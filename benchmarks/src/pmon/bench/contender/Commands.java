package pmon.bench.contender;

import java.util.Optional;
import pmon.bench.system.Command;

/**
 * How to drive a manager that runs.
 *
 * @param daemon the pid of its daemon
 * @param list shows the status of all programs
 * @param stop stops all programs
 * @param start starts all programs again
 * @param shutdown ends the daemon and all programs
 * @param successor starts another daemon where one was killed, which takes over the programs; empty where there is no such thing
 */
public record Commands(
        long daemon, Command list, Command stop, Command start, Command shutdown, Optional<Command> successor) {
    /** Without a successor. */
    Commands(long daemon, Command list, Command stop, Command start, Command shutdown) {
        this(daemon, list, stop, start, shutdown, Optional.empty());
    }
}
