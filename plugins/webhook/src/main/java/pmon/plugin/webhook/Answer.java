package pmon.plugin.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came of sending a message. */
sealed interface Answer {
    /** It was taken. */
    record Taken() implements Answer {}

    /**
     * It was not, and that may pass.
     *
     * @param after what the receiver asks to wait, when it says so
     */
    record Later(String why, Optional<Duration> after) implements Answer {}

    /** It was not, and would not be the next time either. */
    record Never(String why) implements Answer {}
}
