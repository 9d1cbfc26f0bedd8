package pmon.daemon.monitor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
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

    /** All types, in the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
