package pmon.api.spi.monitor;

import java.time.Duration;
import java.util.Optional;

/**
 * What an instance has told so far over {@code NOTIFY_SOCKET}, in the words of sd_notify(3).
 *
 * @param status its last {@code STATUS=}, empty for none
 * @param sinceSign how long ago it sent {@code WATCHDOG=1}, or {@code READY=1} if that was later; the time since it was started, or taken
 *     over, where it has sent neither
 * @param watchdog the time between two signs that it asked for by {@code WATCHDOG_USEC=}; empty where it did not
 * @param alarm whether it has sent {@code WATCHDOG=trigger}
 */
public record Notices(Phase phase, String status, Duration sinceSign, Optional<Duration> watchdog, boolean alarm) {
    /** How far it is. */
    public enum Phase {
        /** It has not said that it is ready. */
        STARTING,
        /** {@code READY=1}. */
        READY,
        /** {@code RELOADING=1}, until the next {@code READY=1}. */
        RELOADING,
        /** {@code STOPPING=1}. */
        STOPPING
    }
}
