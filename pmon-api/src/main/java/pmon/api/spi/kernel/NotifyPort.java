package pmon.api.spi.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A socket at which programs tell their manager how they are, in the messages of sd_notify(3). Closed by whoever opened it.
 *
 * <p>Only what comes from a process that belongs to an instance counts: the kernel says who has sent a message, and nobody can say so
 * for another.
 */
public interface NotifyPort extends AutoCloseable {
    /** What programs find in {@code NOTIFY_SOCKET}. */
    String address();

    /**
     * Waits for the next message of a process of an instance. One thread.
     *
     * @return null once the port is closed
     */
    @Nullable
    Notice receive();

    /** Ends a {@link #receive}, too. Any thread. */
    @Override
    void close();

    /**
     * A message.
     *
     * @param sender the instance that its sender belongs to
     * @param text lines {@code VARIABLE=value}, as they were sent
     */
    record Notice(ChildKey sender, String text) {}

    /** What came of opening one. */
    sealed interface Opened {
        record Listening(NotifyPort port) implements Opened {}

        /** Why not, with what was tried: {@code /run/pmon3.notify: permission denied}. */
        record Failed(String message) implements Opened {}
    }
}
