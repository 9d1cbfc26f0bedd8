package pmon.api.spi.plugin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a provider understands. What people write is checked against these before the provider is opened, and an unknown key is
 * reported with the nearest of them.
 *
 * @param key lower case words joined by {@code _}, such as {@code expected_status}
 * @param required whether it has to be written; a setting that is not may have a default
 * @param standard what it is when nobody writes it, as people would write it; null is "not set"
 * @param meaning one sentence for people
 */
public record SettingDeclaration(
        String key, Type type, boolean required, @Nullable String standard, String meaning) {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public SettingDeclaration {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not lower case words joined by _: " + key);
        }
        if (required && standard != null) {
            throw new IllegalArgumentException(key + " has to be written, so its default would never count");
        }
    }

    /** One that has to be written. */
    public static SettingDeclaration required(String key, Type type, String meaning) {
        return new SettingDeclaration(key, type, true, null, meaning);
    }

    /** One that may be left out. */
    public static SettingDeclaration optional(String key, Type type, @Nullable String standard, String meaning) {
        return new SettingDeclaration(key, type, false, standard, meaning);
    }

    /** What people may write. */
    public enum Type {
        /** A {@link String}. */
        TEXT("text"),
        /** A {@link String} that is shown nowhere. */
        SECRET("text"),
        /** A {@link Long}. */
        NUMBER("a whole number"),
        /** A {@link Boolean}. */
        FLAG("true or false"),
        /** A {@link java.time.Duration}. */
        DURATION("a duration such as 500ms, 2s or 5m"),
        /** A list of {@link String}; a single text is a list of one. */
        TEXTS("a list of texts"),
        /** A map from {@link String} to {@link String}. */
        TABLE("a table of texts");

        private final String allowed;

        Type(String allowed) {
            this.allowed = allowed;
        }

        /** What may be written, in words that follow "use". */
        public String allowed() {
            return allowed;
        }
    }
}
