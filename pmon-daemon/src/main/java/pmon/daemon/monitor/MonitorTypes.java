package pmon.daemon.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.SettingDeclaration;

/** The types of checks that there are. */
public final class MonitorTypes {
    /** What people write for every monitor, whatever its type: no provider may want one of these for itself. */
    public static final Set<String> RESERVED = Set.of(
            "name",
            "role",
            "type",
            "all",
            "any",
            "not",
            "retry",
            "period",
            "timeout",
            "initial_delay",
            "jitter",
            "healthy_after",
            "unhealthy_after");

    private final Map<String, MonitorProvider> byName = new TreeMap<>();

    /**
     * Puts them together.
     *
     * @throws IllegalArgumentException when two have the same name, or one declares a reserved setting
     */
    public MonitorTypes(Iterable<MonitorProvider> providers) {
        for (MonitorProvider provider : providers) {
            String name = provider.name();
            if (byName.putIfAbsent(name, provider) != null) {
                throw new IllegalArgumentException("there are two monitors of type " + name);
            }
            for (SettingDeclaration setting : provider.settings()) {
                if (RESERVED.contains(setting.key())) {
                    throw new IllegalArgumentException(
                            "monitor type " + name + " declares " + setting.key() + ", which every monitor has");
                }
            }
        }
    }

    /** Those that this image was put together with. */
    public static MonitorTypes installed() {
        return new MonitorTypes(ServiceLoader.load(MonitorProvider.class));
    }

    /** The provider of a type. */
    public Optional<MonitorProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What of a program its monitors have to hear from the beginning: each check its own. */
    public List<MonitorProvider.Source> sources(List<MonitorSpec> monitors) {
        return singles(monitors).stream()
                .flatMap(single -> find(single.type()).stream())
                .flatMap(provider -> provider.sources().stream())
                .toList();
    }

    /** What a program finds in its environment because of its monitors; of one that is wrong, its checks tell. */
    public Map<String, String> environment(List<MonitorSpec> monitors) {
        Map<String, String> environment = new HashMap<>();
        for (Check.Single single : singles(monitors)) {
            MonitorProvider provider = byName.get(single.type());
            if (provider != null
                    && WrittenSettings.read(provider.settings(), single.settings())
                            instanceof WrittenSettings.Reading.Valid(var settings)) {
                environment.putAll(provider.environment(settings));
            }
        }
        return environment;
    }

    private static List<Check.Single> singles(List<MonitorSpec> monitors) {
        List<Check.Single> found = new ArrayList<>();
        monitors.forEach(monitor -> collect(monitor.check(), found));
        return found;
    }

    private static void collect(Check check, List<Check.Single> found) {
        switch (check) {
            case Check.Single single -> found.add(single);
            case Check.All(var checks) -> checks.forEach(each -> collect(each, found));
            case Check.Any(var checks) -> checks.forEach(each -> collect(each, found));
            case Check.Not(Check other) -> collect(other, found);
            case Check.Retry(int times, Check other) -> collect(other, found);
        }
    }

    /** All types, in the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
