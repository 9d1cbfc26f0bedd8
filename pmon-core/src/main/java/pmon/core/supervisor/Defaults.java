package pmon.core.supervisor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;
import pmon.core.lifecycle.FlapRule;

/**
 * The daemon's settings that decisions depend on; a program's own settings win over them.
 *
 * @param minUptime an instance that lived this long starts the next one at once ({@code restart.min_uptime})
 * @param initialDelay the first delay of one that did not ({@code restart.initial_delay})
 * @param maxDelay the delay doubles up to this ({@code restart.max_delay})
 * @param stopSignal what asks a program to end ({@code stop.signal})
 * @param stopTimeout how long it may take before SIGKILL ({@code stop.timeout})
 * @param startGrace how long a started program has to live before a waiting caller is told so ({@code wait.start_grace})
 * @param flaps the rule of flap detection ({@code flap_detection.*}); null where it is not enabled
 * @param dependentDelay how long a program waits once what it depends on runs ({@code wait.dependent_process_enqueued})
 * @param readyTimeout how long an instance may take to become ready ({@code ready.timeout})
 * @param programsPerUser how many programs each user but root may have ({@code permissions.max_programs_per_user})
 */
public record Defaults(
        Duration minUptime,
        Duration initialDelay,
        Duration maxDelay,
        Signal stopSignal,
        Duration stopTimeout,
        Duration startGrace,
        @Nullable FlapRule flaps,
        Duration dependentDelay,
        Duration readyTimeout,
        int programsPerUser) {
    /** What applies where nothing is configured. */
    public static final Defaults STANDARD = new Defaults(
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Signal.TERM,
            Duration.ofSeconds(10),
            Duration.ofMillis(50),
            null,
            Duration.ZERO,
            Duration.ofSeconds(60),
            Integer.MAX_VALUE);
}
