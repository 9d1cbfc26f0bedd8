package pmon.api.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program is beyond something that is kept running: how it is checked, and what it wants of others.
 *
 * @param monitors their names are distinct
 * @param readyTimeout how long an instance may take to become ready; null is the daemon's {@code ready.timeout}
 * @param terms by the name of the dependency, for those that are more than named
 * @param run when it is run, and what before it
 */
public record TaskSettings(
        List<MonitorSpec> monitors,
        @Nullable Duration readyTimeout,
        Map<String, DependencyTerms> terms,
        RunSettings run) {
    /** Nothing set. */
    public static final TaskSettings DEFAULT = new TaskSettings(List.of(), null, Map.of());

    /** Of something that is kept running. */
    public TaskSettings(
            List<MonitorSpec> monitors, @Nullable Duration readyTimeout, Map<String, DependencyTerms> terms) {
        this(monitors, readyTimeout, terms, RunSettings.DEFAULT);
    }

    public TaskSettings {
        monitors = List.copyOf(monitors);
        terms = Map.copyOf(terms);
        Set<String> names = new HashSet<>();
        for (MonitorSpec monitor : monitors) {
            if (!names.add(monitor.name())) {
                throw new IllegalArgumentException("two monitors are called " + monitor.name());
            }
        }
    }

    /** Whether nothing is set. */
    public boolean isEmpty() {
        return monitors.isEmpty() && readyTimeout == null && terms.isEmpty() && run.isDefault();
    }

    /** Whether it has monitors of this role. */
    public boolean has(MonitorSpec.Role role) {
        return monitors.stream().anyMatch(monitor -> monitor.role() == role);
    }

    /** What it wants of a program that it depends on. */
    public DependencyTerms terms(String dependency) {
        return terms.getOrDefault(dependency, DependencyTerms.PLAIN);
    }
}
