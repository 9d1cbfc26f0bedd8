package pmon.core.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.time.Moment;

/** One monitor of an instance: when it is due, and its streak. */
final class Watched {
    private static final Duration READY_PERIOD = Duration.ofMillis(100);
    private static final Duration ALIVE_PERIOD = Duration.ofSeconds(10);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ALIVE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PROLOGUE_PERIOD = Duration.ofSeconds(1);
    private static final int UNHEALTHY_AFTER = 3;

    final MonitorSpec spec;
    private final long seed;
    /** Null while a check is under way, and when none follows. */
    @Nullable
    Moment due;

    /** What was found last; null when it passed, and before the first check. */
    @Nullable
    String reason;

    private boolean good;
    private int passes;
    private int failures;
    private int checks;

    /** @param seed of the jitter: the same for the same instance, so that a run can be repeated */
    Watched(MonitorSpec spec, long seed) {
        this.spec = spec;
        this.seed = seed;
    }

    boolean ready() {
        return spec.role() == MonitorSpec.Role.READY;
    }

    private boolean prologue() {
        return spec.role() == MonitorSpec.Role.PROLOGUE;
    }

    /** Whether its verdict has been good. */
    boolean good() {
        return good;
    }

    int failures() {
        return failures;
    }

    int unhealthyAfter() {
        Integer own = spec.unhealthyAfter();
        return own != null ? own : prologue() ? 1 : UNHEALTHY_AFTER;
    }

    Duration timeout() {
        Duration own = spec.timeout();
        return own != null ? own : ready() ? READY_TIMEOUT : ALIVE_TIMEOUT;
    }

    /** Counts a result; the next check is due a period later. */
    void count(CheckResult result, Moment now) {
        checks++;
        due = now.plus(period());
        switch (result) {
            case CheckResult.Passed passed -> {
                failures = 0;
                passes++;
                reason = null;
                good |= passes >= spec.healthyAfter();
            }
            case CheckResult.Failed(String found) -> {
                passes = 0;
                failures++;
                reason = found;
            }
        }
    }

    private Duration period() {
        Duration own = spec.period();
        Duration standard = ready() ? READY_PERIOD : prologue() ? PROLOGUE_PERIOD : ALIVE_PERIOD;
        Duration period = own != null ? own : standard;
        if (spec.jitterPercent() == 0) {
            return period;
        }
        long most = period.toNanos() / 100 * spec.jitterPercent();
        return period.plusNanos(Long.remainderUnsigned(mix(seed + checks), most + 1));
    }

    /** The finalizer of SplitMix64: neighbours come out far apart. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
