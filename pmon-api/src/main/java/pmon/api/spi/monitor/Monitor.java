package pmon.api.spi.monitor;

/**
 * Checks one program again and again.
 *
 * <p>Threads: {@link #check} is called on a virtual thread (a plugin's on a platform thread), for one monitor never twice at the same time; {@link #close} may be called
 * while a check runs. Time: a check that takes longer than its timeout is interrupted, and counts as failed at once, whether it
 * returns or not. Errors: whatever a check throws counts as failed, with its message.
 */
public interface Monitor extends AutoCloseable {
    /** Looks once. */
    CheckResult check(CheckContext context) throws Exception;

    /** Called once, when no further check follows. */
    @Override
    default void close() {}
}
