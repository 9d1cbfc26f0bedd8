package pmon.daemon.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Signal;

/**
 * A kind of value that a setting takes.
 *
 * @param allowed what people may write, in words that follow "use"
 * @param words all that is allowed, where that is a handful of words; for hints
 * @param parse reads it; empty when the text is none
 * @param show writes it so that it can be read again
 */
record Kind<T>(String allowed, List<String> words, Function<String, Optional<T>> parse, Function<T, String> show) {
    /** A kind that words cannot be listed of. */
    Kind(String allowed, Function<String, Optional<T>> parse, Function<T, String> show) {
        this(allowed, List.of(), parse, show);
    }

    static final Kind<Boolean> FLAG = new Kind<>(Flags.ALLOWED, Flags::parse, String::valueOf);

    static final Kind<Integer> COUNT = new Kind<>("a whole number", Kind::count, String::valueOf);

    /** Without a unit it is an error, because nobody could tell which one was meant. */
    static final Kind<Duration> DURATION = duration(null, "");

    /** pmon3 counted these in milliseconds. */
    static final Kind<Duration> MILLISECONDS = duration(Duration.ofMillis(1), ", or a number of milliseconds");

    /** pmon3 counted these in seconds. */
    static final Kind<Duration> SECONDS = duration(Duration.ofSeconds(1), ", or a number of seconds");

    static final Kind<Long> SIZE = new Kind<>(Sizes.ALLOWED, Sizes::parse, Sizes::show);

    static final Kind<String> TEXT = new Kind<>("text", Optional::of, Function.identity());

    static final Kind<Path> PATH = new Kind<>("a path", Kind::path, Path::toString);

    /** Permission bits. */
    static final Kind<Integer> MODE =
            new Kind<>("an octal mode such as 0750", Kind::mode, mode -> String.format("%04o", mode));

    static final Kind<Signal> SIGNAL = new Kind<>(
            "a signal such as TERM, INT, QUIT or 15",
            Arrays.stream(Signal.values()).map(Signal::name).toList(),
            Signal::parse,
            Signal::name);

    /** One of an enum's words, in lower case. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> words) {
        E[] values = words.getEnumConstants();
        List<String> all = Arrays.stream(values).map(Kind::word).toList();
        String allowed = String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
        return new Kind<>(
                allowed,
                all,
                text -> {
                    for (E value : values) {
                        if (word(value).equalsIgnoreCase(text)) {
                            return Optional.of(value);
                        }
                    }
                    return Optional.empty();
                },
                Kind::word);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Kind<Duration> duration(@Nullable Duration bareUnit, String more) {
        return new Kind<>(Durations.ALLOWED + more, text -> Durations.parse(text, bareUnit), Durations::show);
    }

    private static Optional<Integer> count(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> mode(String text) {
        String digits = text.startsWith("0o") ? text.substring(2) : text;
        boolean octal =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '7');
        return octal ? Optional.of(Integer.parseInt(digits, 8)).filter(mode -> mode <= 07777) : Optional.empty();
    }
}
