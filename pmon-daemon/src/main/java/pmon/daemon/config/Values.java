package pmon.daemon.config;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of all settings, each with its source. Never changes once it is handed out. */
final class Values {
    /** By identity: there is one declaration of each, and comparing two would compare whole tables. */
    private final IdentityHashMap<Setting<?>, Held> held = new IdentityHashMap<>();

    private Map<String, PluginSection> plugins = Map.of();

    private record Held(@Nullable Object value, Source source) {}

    <T> void put(Setting<T> setting, @Nullable T value, Source source) {
        held.put(setting, new Held(value, source));
    }

    /** Takes over what another one says about a setting. */
    <T> void take(Setting<T> setting, Values other) {
        put(setting, other.orNull(setting), other.source(setting));
    }

    /** The value of a setting that always has one. */
    <T> T of(Setting<T> setting) {
        return Objects.requireNonNull(orNull(setting), setting.key());
    }

    <T> @Nullable T orNull(Setting<T> setting) {
        Held here = held.get(setting);
        @SuppressWarnings("unchecked") // put is the only way in
        T value = here == null ? null : (T) here.value();
        return value;
    }

    /** What is written for plugins, by their names. */
    Map<String, PluginSection> plugins() {
        return plugins;
    }

    void plugins(Map<String, PluginSection> written) {
        plugins = Map.copyOf(written);
    }

    Source source(Setting<?> setting) {
        Held here = held.get(setting);
        return here == null ? new Source.Standard() : here.source();
    }

    boolean isSet(Setting<?> setting) {
        return !(source(setting) instanceof Source.Standard);
    }
}
