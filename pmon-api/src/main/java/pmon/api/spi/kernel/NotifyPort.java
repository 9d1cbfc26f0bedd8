package pmon.api.spi.kernel;

import java.util.Optional;
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

    /**
     * Makes another process the main one of the instance that has said so ({@code MAINPID=}), if it lives, belongs to the tree of that
     * instance, and is its user's; a program of root may name a process of any user. {@link KernelEvent.MainChanged} follows, and before that
     * no end of the instance: whoever tells this and ends at once is heard first. Called by the thread that receives, before it receives again.
     *
     * @return why not, about the process: {@code process 12 is not one of its tree}; empty when it will be
     */
    default Optional<String> follow(ChildKey instance, int pid) {
        return Optional.of("this kernel port follows no other process than the one that was started");
    }

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
