package pmon.api.process;

import java.util.Locale;

/**
 * The public name of a program's state. The numbers are those of pmon3's records; scripts that handle events rely on them.
 */
public enum Status {
    /** Wanted, and waiting for its turn: to be recorded, or for its dependencies. */
    QUEUED(0),
    /** Being started: spawned and not yet ready. */
    INIT(1),
    /** Its main process lives. */
    RUNNING(2),
    /** Ended because somebody asked, or ended well with no restart wanted. */
    STOPPED(3),
    /** Ended badly and will not be tried again. */
    FAILED(4),
    /** Ended by the daemon's own shutdown; comes back at the next start. */
    CLOSED(5),
    /** Not running; the next try has a time. */
    BACKOFF(6),
    /** The old instance is being stopped so that a new one can start. */
    RESTARTING(7);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /** pmon3's number of this status. */
    public int number() {
        return number;
    }

    /** The word that people and scripts see, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
