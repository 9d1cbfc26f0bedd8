package pmon.daemon.config;

import static pmon.daemon.config.Range.between;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec.RestartSettings;

/** What times of restarting may be, for all programs and for one. Shorter ones would let a program that dies at once keep a processor busy. */
public final class RestartTimes {
    private static final Duration MOST = Duration.ofHours(24);

    static final Range<Duration> MIN_UPTIME = between(Kind.DURATION, Duration.ofMillis(100), MOST);
    static final Range<Duration> INITIAL_DELAY = between(Kind.DURATION, Duration.ofMillis(10), MOST);
    static final Range<Duration> MAX_DELAY = between(Kind.DURATION, Duration.ofMillis(100), MOST);

    private RestartTimes() {}

    /** What is wrong with those of one program; empty when nothing is. */
    public static Optional<String> objection(RestartSettings times) {
        return objection("restart_min_uptime", times.minUptime(), MIN_UPTIME)
                .or(() -> objection("restart_initial_delay", times.initialDelay(), INITIAL_DELAY))
                .or(() -> objection("restart_max_delay", times.maxDelay(), MAX_DELAY))
                .or(() -> objection("restart_decays_to", times.decaysTo(), INITIAL_DELAY));
    }

    private static Optional<String> objection(String name, @Nullable Duration time, Range<Duration> range) {
        return time == null || range.accepts().test(time)
                ? Optional.empty()
                : Optional.of(name + ": " + Durations.show(time) + " is not within " + range.words());
    }
}
