package pmon.core.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.time.Moment;

/**
 * What has to be so before a program is started, looked at side by side. It has passed once each monitor has as often in a row as it is to be
 * healthy after, and failed with the first that failed as often in a row as it is to be unhealthy after, which is once where nothing is set.
 */
public final class Prologue {
    private final List<Watched> watched = new ArrayList<>();
    private @Nullable String failure;

    /**
     * Begins it.
     *
     * @param monitors those of other roles are left out
     * @param seed of the jitter of periods
     */
    public Prologue(List<MonitorSpec> monitors, long seed, Moment now) {
        for (MonitorSpec monitor : monitors) {
            if (monitor.role() == MonitorSpec.Role.PROLOGUE) {
                Watched each = new Watched(monitor, seed * 31 + watched.size());
                each.due = monitor.initialDelay() == null ? now : now.plus(monitor.initialDelay());
                watched.add(each);
            }
        }
    }

    /** Whether nothing stands against the start. */
    public boolean passed() {
        return failure == null && watched.stream().allMatch(Watched::good);
    }

    /** What stands against it; null where nothing does yet. */
    public @Nullable String failure() {
        return failure;
    }

    /** The names of those that have not passed yet, with what was found last. */
    public List<String> open() {
        List<String> open = new ArrayList<>();
        for (Watched each : watched) {
            if (!each.good()) {
                open.add(each.spec.name() + (each.reason == null ? "" : ": " + each.reason));
            }
        }
        return open;
    }

    /** When it has to be looked at again; null for not before a result is there. */
    public @Nullable Moment due() {
        Moment first = null;
        for (Watched each : watched) {
            if (each.due != null && (first == null || first.reached(each.due))) {
                first = each.due;
            }
        }
        return first;
    }

    /** Takes out the checks that are due; each is to be answered by {@link #heard}. */
    public List<Vigil.Order> takeDue(Moment now) {
        List<Vigil.Order> orders = new ArrayList<>();
        for (Watched each : watched) {
            if (each.due != null && now.reached(each.due)) {
                each.due = null;
                orders.add(new Vigil.Order(each.spec, each.timeout()));
            }
        }
        return orders;
    }

    /** What a check found. */
    public void heard(String monitor, CheckResult result, Moment now) {
        for (Watched each : watched) {
            if (each.spec.name().equals(monitor) && !each.good()) {
                each.count(result, now);
                if (each.good()) {
                    each.due = null;
                } else if (each.failures() >= each.unhealthyAfter()) {
                    failure = each.spec.name() + ": " + each.reason;
                }
            }
        }
    }
}
