package pmon.cli.shell;

import java.time.Duration;
import java.time.Instant;

/** What a command needs of the machine besides the daemon. */
public interface Machine {
    /** The wall clock. */
    Instant now();

    /** Waits. @return false when the command is to end instead of going on */
    boolean pause(Duration time);

    /** Takes the terminal, whose keys are then read one by one. */
    Screen screen();
}
