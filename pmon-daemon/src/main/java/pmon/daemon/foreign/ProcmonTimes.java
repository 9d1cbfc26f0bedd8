package pmon.daemon.foreign;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Times of procmon as a whole. They are not in its file, but for {@code [env]}, which is its own environment, too. What is no duration counts as
 * not set, as there.
 *
 * @param values its environment
 */
public record ProcmonTimes(Map<String, String> values) {
    private static final Duration SHUTDOWN = Duration.ofSeconds(75);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(10);
    /** A delay of restarts is not shorter here. */
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);

    public ProcmonTimes {
        values = Map.copyOf(values);
    }

    /** How long all programs together may take to end: {@code SHUTDOWN_MAX}, else 75 seconds. */
    public Duration shutdownBound() {
        return time("SHUTDOWN_MAX").orElse(SHUTDOWN);
    }

    /** What the delay of restarts comes back to: {@code DEFAULT_RESTART_DELAY}, else 10 seconds. */
    Duration restartDelay() {
        Duration wanted = time("DEFAULT_RESTART_DELAY").orElse(RESTART_DELAY);
        return wanted.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : wanted;
    }

    private Optional<Duration> time(String name) {
        return GoDurations.parse(values.getOrDefault(name, ""));
    }
}
