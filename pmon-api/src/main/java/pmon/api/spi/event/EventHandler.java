package pmon.api.spi.event;

import java.util.EnumSet;
import java.util.Set;
import pmon.api.spi.event.Occurrence.Kind;

/**
 * Reacts to what happens to programs.
 *
 * <p>Threads: {@link #handle} is called on platform threads of the handler's own, for one program in the order in which things happened
 * and never twice at the same time; for different programs up to {@link #parallel} times at once.
 *
 * <p>Order and loss: an occurrence is durable before a handler hears of it, and is given to it once. What happens while 1,024 occurrences
 * wait for the handler, while it is off, or while no daemon runs, it does not hear of; the daemon's log says how many were left out.
 *
 * <p>Time: a call that takes longer than the plugin's {@code call_timeout} (30 s unless people say otherwise) is interrupted and left
 * alone; the next occurrence goes to another thread. Supervision never waits for a handler.
 *
 * <p>Errors: whatever a call throws is logged. After three calls in a row that threw or took too long the plugin is switched off until
 * somebody says {@code pmon plugin enable}, its settings change, or the daemon starts again.
 *
 * <p>End: {@link #close} is called once, when no further call follows, with the same time limit. At the end of the daemon it is not
 * waited for longer than a second.
 */
public interface EventHandler extends AutoCloseable {
    /** What it wants to hear of; the same at every call. */
    default Set<Kind> wanted() {
        return EnumSet.of(Kind.PROCESS_RESTART, Kind.PROCESS_FAILURE, Kind.PROCESS_BACKOFF);
    }

    /** How many calls may run at the same time, each for another program; 1 to 16, the same at every call. */
    default int parallel() {
        return 1;
    }

    /** Reacts. */
    void handle(Occurrence occurrence) throws Exception;

    @Override
    default void close() {}
}
