package pmon.daemon.foreign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of one section of supervisord.conf, expanded, taken one by one; what is left has no equivalent. */
final class SupervisorOptions {
    private static final List<String> TRUE = List.of("yes", "true", "on", "1");
    private static final List<String> FALSE = List.of("no", "false", "off", "0");

    private final IniFile.Section section;
    private final Findings findings;
    private final Map<String, String> values;
    private final Set<String> taken = new HashSet<>();

    /** @param values what expressions mean */
    SupervisorOptions(IniFile.Section section, Map<String, String> values, Findings findings) {
        this.section = section;
        this.findings = findings;
        this.values = new HashMap<>(values);
    }

    /** The same options where some expressions mean something more. */
    SupervisorOptions with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        return new SupervisorOptions(section, all, findings);
    }

    /** Null where there is none. An expression that cannot be expanded is a mistake. */
    @Nullable
    String text(String key) {
        taken.add(key);
        IniFile.Option option = section.options().get(key);
        if (option == null) {
            return null;
        }
        Map<String, String> here = new HashMap<>(values);
        here.put("here", SourceText.directory(option.file()).toString());
        try {
            return Expansion.of(option.text().strip(), here);
        } catch (IllegalArgumentException e) {
            wrong(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** As it is written. */
    String raw(String key, String missing) {
        taken.add(key);
        IniFile.Option option = section.options().get(key);
        return option == null ? missing : option.text().strip();
    }

    @Nullable
    Integer number(String key) {
        return parsed(key, SupervisorOptions::integer, "a whole number");
    }

    @Nullable
    Boolean flag(String key) {
        return parsed(key, SupervisorOptions::truth, "true or false");
    }

    /** Null where there is none, or a wrong one, which is a mistake. */
    <T> @Nullable T parsed(String key, Function<String, Optional<T>> parse, String allowed) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            wrong(key, "\"" + text + "\" is not allowed; it is " + allowed);
        }
        return value.orElse(null);
    }

    void wrong(String key, String message) {
        IniFile.Option option = section.options().get(key);
        findings.wrong(
                option == null ? section.file() : option.file(),
                option == null ? section.at() : option.at(),
                "[" + section.name() + "] " + key + ": " + message);
    }

    void note(String key, String message) {
        IniFile.Option option = section.options().get(key);
        findings.note(
                option == null ? section.file() : option.file(),
                option == null ? section.at() : option.at(),
                "[" + section.name() + "] " + key + ": " + message);
    }

    /** Says of what nobody took that it has no equivalent. */
    void rest(List<String> others) {
        for (String key : section.options().keySet()) {
            if (!taken.contains(key) && !others.contains(key)) {
                note(key, "has no equivalent");
            }
        }
    }

    static Optional<Boolean> truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Optional.of(true) : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    static Optional<Integer> integer(String text) {
        return text.matches("-?[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
