package pmon.core.lifecycle;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;

/**
 * The rules for one program, its own settings and the daemon's put together.
 *
 * @param autoRestart whether an end that nobody asked for is followed by a restart
 * @param minUptime an instance that lived this long starts the next one at once
 * @param initialDelay delay before the second try of a program that did not
 * @param maxDelay the delay doubles up to this
 * @param flaps the rule of flap detection, which then takes the place of these delays; null where it is not enabled
 * @param successExitCodes exit codes that are as good as 0
 * @param decaysTo what the delay of every restart comes back to as the program lives; null where only short lives delay the next start
 * @param queues whether an automatic restart is queued, for others to end or to be run first, and not spawned at once
 */
public record Policy(
        boolean autoRestart,
        Duration minUptime,
        Duration initialDelay,
        Duration maxDelay,
        Signal stopSignal,
        Duration stopTimeout,
        @Nullable FlapRule flaps,
        Set<Integer> successExitCodes,
        @Nullable Duration decaysTo,
        boolean queues) {
    private static final int MAX_DOUBLINGS = 40;

    /** In a period of good behaviour the delay loses this part of what it is too long: procmon's rule. */
    private static final int DECAY_DIVISOR = 10;

    /** A delay that is closer to its lowest value than this has reached it. */
    private static final Duration NEGLIGIBLE = Duration.ofMillis(1);

    /** Without flap detection; only exit code 0 is success. */
    public Policy(
            boolean autoRestart,
            Duration minUptime,
            Duration initialDelay,
            Duration maxDelay,
            Signal stopSignal,
            Duration stopTimeout) {
        this(autoRestart, minUptime, initialDelay, maxDelay, stopSignal, stopTimeout, null, Set.of(), null);
    }

    /** One whose restarts wait for nobody. */
    public Policy(
            boolean autoRestart,
            Duration minUptime,
            Duration initialDelay,
            Duration maxDelay,
            Signal stopSignal,
            Duration stopTimeout,
            @Nullable FlapRule flaps,
            Set<Integer> successExitCodes,
            @Nullable Duration decaysTo) {
        this(
                autoRestart,
                minUptime,
                initialDelay,
                maxDelay,
                stopSignal,
                stopTimeout,
                flaps,
                successExitCodes,
                decaysTo,
                false);
    }

    /** The same, with restarts that are queued. */
    public Policy queueing() {
        return new Policy(
                autoRestart,
                minUptime,
                initialDelay,
                maxDelay,
                stopSignal,
                stopTimeout,
                flaps,
                successExitCodes,
                decaysTo,
                true);
    }

    public Policy {
        successExitCodes = Set.copyOf(successExitCodes);
    }

    /** Whether an instance that ended so has done what it should. */
    public boolean success(ExitStatus exit) {
        return exit.success()
                || (exit instanceof ExitStatus.Exited(int code, var at) && successExitCodes.contains(code));
    }

    /**
     * How long to wait after so many instances in a row that lived less than {@code minUptime}: nothing after the first, then
     * {@code initialDelay}, doubling up to {@code maxDelay}.
     */
    Duration delayAfter(int shortLives) {
        if (shortLives <= 1) {
            return Duration.ZERO;
        }
        long factor = 1L << Math.min(shortLives - 2, MAX_DOUBLINGS);
        // Divided rather than multiplied: a product may be more than a duration can hold.
        boolean beyond = initialDelay.compareTo(maxDelay.dividedBy(factor)) > 0;
        return beyond ? maxDelay : initialDelay.multipliedBy(factor);
    }

    /**
     * What is left of a delay that decays when the program has lived for so long: it gets a tenth closer to its lowest value each time
     * that it would have been over.
     */
    Duration decayed(Duration delay, Duration lowest, Duration lived) {
        Duration decayed = delay;
        Duration left = lived.minus(decayed);
        while (!left.isNegative() && decayed.compareTo(lowest.plus(NEGLIGIBLE)) > 0) {
            decayed = decayed.minus(decayed.minus(lowest).dividedBy(DECAY_DIVISOR));
            left = left.minus(decayed);
        }
        return decayed;
    }

    /** Twice a delay, within the bound. */
    Duration doubled(Duration delay) {
        return delay.compareTo(maxDelay.dividedBy(2)) > 0 ? maxDelay : delay.multipliedBy(2);
    }

    /** How long to wait after a start that was refused: there is no first try for nothing, it would be a loop as fast as the machine can go. */
    Duration delayAfterRefusal(int shortLives) {
        return delayAfter(shortLives + 1);
    }
}
