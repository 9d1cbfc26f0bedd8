package pmon.testkit.simulation;

/** A kind of trouble that a schedule may have. Without one of them the others stay where they are. */
public enum Fault {
    /** The daemon is killed, between two steps or before any effect. */
    DAEMON_DEATH,
    /** The machine is booted again. */
    REBOOT,
    /** The daemon is asked to end, taking its programs along or leaving them. */
    DAEMON_END,
    /** A program cannot be started: no memory, no process, no descriptor. */
    SPAWN_REFUSED,
    /** A process may not be signalled. */
    KILL_REFUSED,
    /** A process ends just before it is taken over. */
    ADOPTION_VANISHES,
    /** Commits fail. */
    STORE_FAILS,
    /** Exits are told late, and in another order than they happened in. */
    LATE,
    /** Processes of others come and go, and take the pids of programs that ended. */
    BYSTANDERS,
    /** Programs live and do not work. */
    UNHEALTHY,
    /** The wall clock is set. */
    CLOCK_JUMP
}
