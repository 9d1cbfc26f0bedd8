package pmon.daemon.loop;

import java.time.Instant;
import pmon.core.time.Moment;

/** Where the loop reads the time. */
@FunctionalInterface
public interface Clock {
    /** The clocks of this machine. */
    Clock SYSTEM = () -> new Moment(Instant.now(), System.nanoTime());

    Moment now();
}
