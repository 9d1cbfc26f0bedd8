package pmon.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command line said. */
public final class Arguments {
    private final List<Option> given = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private @Nullable List<String> rest;

    Arguments() {}

    /** Whether the option was given. */
    public boolean has(Option option) {
        return given.contains(option);
    }

    /** The option's value, null when it was not given. */
    public @Nullable String value(Option option) {
        int at = given.indexOf(option);
        return at < 0 ? null : values.get(at);
    }

    /** All values of an option that may be given several times, in order. */
    public List<String> values(Option option) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals(option)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    /** The words that are not options. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** What stood behind {@code --}, for a command that takes it as it is; null when there was no {@code --}. */
    public @Nullable List<String> rest() {
        return rest;
    }

    void add(Option option, String value) {
        given.add(option);
        values.add(value);
    }

    void add(String word) {
        words.add(word);
    }

    void rest(List<String> all) {
        rest = List.copyOf(all);
    }
}
