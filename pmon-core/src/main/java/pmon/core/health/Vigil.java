package pmon.core.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Health;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.time.Moment;

/**
 * One running instance and its monitors.
 *
 * <pre>
 *            │ every READY good   │ every ALIVE good  │ ready timeout over, or an ALIVE bad
 * ───────────┼──────────────────────────────────────────────────────────────────────────────
 * starting   │ ready: READY end,  │ –                 │ unhealthy
 *            │ ALIVE begin        │                   │
 * ready      │ –                  │ healthy           │ unhealthy
 * healthy    │ –                  │ –                 │ unhealthy
 * unhealthy  │ –                  │ –                 │ –
 * </pre>
 *
 * <p>A monitor is good once so many checks in a row passed as it is to be healthy after, and stays so; an ALIVE one is bad once so many in a
 * row failed as it is to be unhealthy after. Each is checked again a period after its last check ended, so a slow one delays no other.
 */
public final class Vigil {
    private final List<Watched> watched = new ArrayList<>();
    private final Moment begun;
    private final Moment readyBy;
    private final Duration readyTimeout;
    private boolean ready;
    private boolean healthy;
    private @Nullable String verdict;

    /**
     * Begins it.
     *
     * @param monitors those of role PROLOGUE are left out
     * @param seed of the jitter of periods
     * @param readyTimeout how long it may take to become ready
     */
    public Vigil(List<MonitorSpec> monitors, long seed, Duration readyTimeout, Moment now) {
        this(monitors, seed, readyTimeout, now, false);
    }

    /** Begins that of an instance which an earlier daemon has found ready. */
    public static Vigil ofReady(List<MonitorSpec> monitors, long seed, Duration readyTimeout, Moment now) {
        return new Vigil(monitors, seed, readyTimeout, now, true);
    }

    /** That of an instance which an earlier daemon has found as good as dead. */
    public static Vigil over(String verdict, boolean ready, Moment now) {
        Vigil vigil = new Vigil(List.of(), 0, Duration.ZERO, now, ready);
        vigil.verdict = verdict;
        return vigil;
    }

    private Vigil(List<MonitorSpec> monitors, long seed, Duration readyTimeout, Moment now, boolean wasReady) {
        begun = now;
        readyBy = now.plus(readyTimeout);
        this.readyTimeout = readyTimeout;
        for (MonitorSpec monitor : monitors) {
            if (monitor.role() != MonitorSpec.Role.PROLOGUE) {
                watched.add(new Watched(monitor, seed * 31 + watched.size()));
            }
        }
        ready = wasReady || watched.stream().noneMatch(Watched::ready);
        healthy = ready && watched.stream().allMatch(Watched::ready);
        watched.stream().filter(each -> each.ready() != ready).forEach(each -> begin(each, now));
    }

    /** What a look at it leads to. */
    public enum News {
        NONE,
        READY,
        HEALTHY,
        /** It is as good as dead; {@link #verdict} says why. */
        UNHEALTHY
    }

    /** A check that is due. */
    public record Order(MonitorSpec monitor, Duration timeout) {}

    /** Whether nobody has to wait for it any more. */
    public boolean ready() {
        return ready;
    }

    public Health health() {
        return verdict != null ? Health.UNHEALTHY : healthy ? Health.HEALTHY : Health.STARTING;
    }

    /** Whether it ever had to become ready. */
    public boolean gated() {
        return watched.stream().anyMatch(Watched::ready);
    }

    /** Why it is as good as dead; null when it is not. */
    public @Nullable String verdict() {
        return verdict;
    }

    /** What keeps it from being well, as far as is known: a clause each. */
    public List<String> complaints() {
        List<String> found = new ArrayList<>();
        for (Watched each : watched) {
            if (each.reason != null && each.ready() != ready) {
                found.add(each.spec.name() + ": " + each.reason
                        + (each.ready() ? "" : " (" + each.failures() + " of " + each.unhealthyAfter() + ")"));
            }
        }
        return found;
    }

    /** When it has to be looked at again; null for not before a result is there. */
    public @Nullable Moment due() {
        if (verdict != null) {
            return null;
        }
        Moment first = ready ? null : readyBy;
        for (Watched each : watched) {
            if (each.due != null && (first == null || first.reached(each.due))) {
                first = each.due;
            }
        }
        return first;
    }

    /** Whether it should be ready by now and is not. Then it is over. */
    public News look(Moment now) {
        if (verdict != null || ready || !now.reached(readyBy)) {
            return News.NONE;
        }
        List<String> found = complaints();
        return condemn("not ready within " + human(readyTimeout)
                + (found.isEmpty() ? ": no check has come to its end" : ": " + String.join("; ", found)));
    }

    /** Takes out the checks that are due; each is to be answered by {@link #heard}. */
    public List<Order> takeDue(Moment now) {
        if (verdict != null) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>();
        for (Watched each : watched) {
            if (each.due != null && now.reached(each.due)) {
                each.due = null;
                orders.add(new Order(each.spec, each.timeout()));
            }
        }
        return orders;
    }

    /** What a check found. */
    public News heard(String monitor, CheckResult result, Moment now) {
        for (Watched each : watched) {
            if (each.spec.name().equals(monitor) && verdict == null) {
                return heard(each, result, now);
            }
        }
        return News.NONE;
    }

    private News heard(Watched monitor, CheckResult result, Moment now) {
        if (monitor.ready() && ready) {
            return News.NONE;
        }
        monitor.count(result, now);
        if (monitor.ready()) {
            if (monitor.good()) {
                monitor.due = null;
            }
            return watched.stream().allMatch(each -> each.good() || !each.ready()) ? becomeReady(now) : News.NONE;
        }
        if (monitor.failures() >= monitor.unhealthyAfter()) {
            return condemn(monitor.spec.name() + ": " + monitor.reason);
        }
        boolean well = watched.stream().allMatch(each -> each.good() || each.ready());
        if (well && !healthy) {
            healthy = true;
            return News.HEALTHY;
        }
        return News.NONE;
    }

    private News becomeReady(Moment now) {
        ready = true;
        watched.stream().filter(each -> !each.ready()).forEach(each -> begin(each, now));
        healthy = watched.stream().allMatch(Watched::ready);
        return News.READY;
    }

    private void begin(Watched monitor, Moment now) {
        Duration delay = monitor.spec.initialDelay();
        Moment first = delay == null ? now : begun.plus(delay);
        monitor.due = now.reached(first) ? now : first;
    }

    private News condemn(String why) {
        verdict = "unhealthy: " + why;
        return News.UNHEALTHY;
    }

    private static String human(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
