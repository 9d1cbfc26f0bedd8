package pmon.daemon.place;

/** For whom a daemon works. */
public enum Mode {
    /** For the machine: root's daemon in the system's directories. */
    SYSTEM,
    /** For one user, in that user's directories; also for root where {@code PMON_HOME} names a directory. */
    USER
}
