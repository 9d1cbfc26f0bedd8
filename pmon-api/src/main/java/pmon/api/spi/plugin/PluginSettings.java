package pmon.api.spi.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values of the settings that a provider declared, checked and with defaults filled in.
 *
 * <p>Accessors throw {@link IllegalArgumentException} for a key that was not declared or is of another type: that is a mistake in the
 * provider.
 */
public final class PluginSettings {
    private final Map<String, SettingDeclaration> declared;
    private final Map<String, Object> values;

    /**
     * Puts them together.
     *
     * @param declarations of the provider
     * @param values by key, each of the class that its {@link SettingDeclaration.Type} names; those not set are left out
     * @throws IllegalArgumentException for a value that is not declared, of another class, or missing though required
     */
    public PluginSettings(List<SettingDeclaration> declarations, Map<String, Object> values) {
        this.declared =
                declarations.stream().collect(Collectors.toUnmodifiableMap(SettingDeclaration::key, each -> each));
        this.values = Map.copyOf(values);
        this.values.forEach((key, value) -> {
            if (!fits(type(key), value)) {
                throw new IllegalArgumentException(key + " takes " + type(key).allowed() + ", not " + value.getClass());
            }
        });
        for (SettingDeclaration each : declarations) {
            if (each.required() && !this.values.containsKey(each.key())) {
                throw new IllegalArgumentException(each.key() + " has to be set");
            }
        }
    }

    /** A text or a secret. */
    public Optional<String> text(String key) {
        return value(key, String.class);
    }

    /** A whole number. */
    public Optional<Long> number(String key) {
        return value(key, Long.class);
    }

    /** Whether it is set to true. */
    public boolean flag(String key) {
        return value(key, Boolean.class).orElse(false);
    }

    /** A duration. */
    public Optional<Duration> duration(String key) {
        return value(key, Duration.class);
    }

    /** A list of texts, empty when it is not set. */
    public List<String> texts(String key) {
        return value(key, List.class).map(PluginSettings::strings).orElse(List.of());
    }

    /** A table of texts, empty when it is not set. */
    public Map<String, String> table(String key) {
        return value(key, Map.class).map(PluginSettings::table).orElse(Map.of());
    }

    /** A value for people: {@code ***} for a secret, empty when it is not set. */
    public String shown(String key) {
        Object value = values.get(key);
        if (value == null) {
            return "";
        }
        return type(key) == SettingDeclaration.Type.SECRET ? "***" : value.toString();
    }

    /** The values without secrets, for people. */
    @Override
    public String toString() {
        return declared.values().stream()
                .filter(each -> values.containsKey(each.key()))
                .map(each -> each.key() + "="
                        + (each.type() == SettingDeclaration.Type.SECRET ? "***" : values.get(each.key())))
                .sorted()
                .toList()
                .toString();
    }

    private <T> Optional<T> value(String key, Class<T> as) {
        SettingDeclaration.Type type = type(key);
        if (!classOf(type).equals(as)) {
            throw new IllegalArgumentException(key + " takes " + type.allowed());
        }
        return Optional.ofNullable(values.get(key)).map(as::cast);
    }

    private SettingDeclaration.Type type(String key) {
        SettingDeclaration declaration = declared.get(key);
        if (declaration == null) {
            throw new IllegalArgumentException(key + " is not declared");
        }
        return declaration.type();
    }

    private static Class<?> classOf(SettingDeclaration.Type type) {
        return switch (type) {
            case TEXT, SECRET -> String.class;
            case NUMBER -> Long.class;
            case FLAG -> Boolean.class;
            case DURATION -> Duration.class;
            case TEXTS -> List.class;
            case TABLE -> Map.class;
        };
    }

    private static boolean fits(SettingDeclaration.Type type, Object value) {
        return switch (type) {
            case TEXTS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case TABLE ->
                value instanceof Map<?, ?> map
                        && map.keySet().stream().allMatch(String.class::isInstance)
                        && map.values().stream().allMatch(String.class::isInstance);
            default -> classOf(type).isInstance(value);
        };
    }

    private static List<String> strings(List<?> list) {
        return list.stream().map(String.class::cast).toList();
    }

    private static Map<String, String> table(Map<?, ?> map) {
        return map.entrySet().stream().collect(Collectors.toUnmodifiableMap(entry -> (String) entry.getKey(), entry ->
                (String) entry.getValue()));
    }
}
