package pmon.api.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one program is checked again and again.
 *
 * @param name distinct within its program
 * @param role what its verdict leads to
 * @param period from the end of one check to the beginning of the next; null is the role's default
 * @param timeout a check that takes longer has failed; null is the default
 * @param initialDelay from the start of the instance to the first check; null is none
 * @param jitterPercent each period is longer by up to this part of itself, 0 to 100, so that many monitors do not check at once
 * @param healthyAfter checks in a row that have to pass before the verdict is good; 1 or more
 * @param unhealthyAfter checks in a row that have to fail before the verdict is bad; 1 or more; null is the default
 */
public record MonitorSpec(
        String name,
        Role role,
        Check check,
        @Nullable Duration period,
        @Nullable Duration timeout,
        @Nullable Duration initialDelay,
        int jitterPercent,
        int healthyAfter,
        @Nullable Integer unhealthyAfter) {
    public MonitorSpec {
        require(jitterPercent >= 0 && jitterPercent <= 100, "jitter is within 0 to 100 %");
        require(healthyAfter >= 1, "healthy_after is 1 or more");
        require(unhealthyAfter == null || unhealthyAfter >= 1, "unhealthy_after is 1 or more");
    }

    /** With nothing set but what has to be. */
    public MonitorSpec(String name, Role role, Check check) {
        this(name, role, check, null, null, null, 0, 1, null);
    }

    /** What a verdict leads to. */
    public enum Role {
        /** Has to be good once, after each start, before others that wait for the program go on. */
        READY,
        /** A bad one means that the program is as good as dead. */
        ALIVE,
        /** Has to be good before the program is started for somebody. */
        PROLOGUE
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
