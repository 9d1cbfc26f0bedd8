package pmon.daemon.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Mistake;
import pmon.daemon.document.NearestWord;
import pmon.daemon.document.Node;
import pmon.daemon.place.Places;

/**
 * Gives every setting its value: from the environment, else from the file, newer names before older ones, else the standard one.
 * Everything that is written is checked, also where something else wins.
 */
final class Resolver {
    private static final String DEBUG_VARIABLE = "PMON3_DEBUG";

    private final Places places;
    private final Map<String, String> environment;
    private final @Nullable WrittenKeys written;
    private final List<Mistake> mistakes;
    private final List<String> warnings;

    /**
     * @param written null where there is no file
     * @param mistakes gets errors
     * @param warnings gets warnings
     */
    Resolver(
            Places places,
            Map<String, String> environment,
            @Nullable WrittenKeys written,
            List<Mistake> mistakes,
            List<String> warnings) {
        this.places = places;
        this.environment = environment;
        this.written = written;
        this.mistakes = mistakes;
        this.warnings = warnings;
    }

    Values resolve() {
        Values values = new Values();
        values.put(Settings.DATA_DIRECTORY, places.data(), new Source.Standard());
        values.put(Settings.LOGS_DIRECTORY, places.logs(), new Source.Standard());
        for (Setting<?> setting : Settings.all()) {
            resolve(setting, values);
        }
        strayVariables();
        return values;
    }

    private <T> void resolve(Setting<T> setting, Values values) {
        T standard = setting.standard().apply(places.mode());
        if (standard != null) {
            values.put(setting, standard, new Source.Standard());
        }
        // From the weakest to the strongest, so that the last one stays.
        for (String key : setting.olderKeys().reversed()) {
            fromFile(setting, key, values, true);
        }
        fromFile(setting, setting.key(), values, false);
        for (String variable : setting.olderVariables().reversed()) {
            fromEnvironment(setting, variable, values, true);
        }
        for (String variable : setting.variables().reversed()) {
            fromEnvironment(setting, variable, values, false);
        }
    }

    private <T> void fromFile(Setting<T> setting, String key, Values values, boolean older) {
        Node.Scalar scalar = written == null ? null : written.scalar(key);
        if (scalar == null) {
            return;
        }
        Source source = new Source.Key(places.config(), scalar.at());
        if (older) {
            warn(source.mistake(key + " is an older name; write " + setting.key()));
        }
        Path base = Optional.ofNullable(places.config().getParent()).orElse(places.working());
        take(setting, key, scalar.text(), base, source, values);
    }

    private <T> void fromEnvironment(Setting<T> setting, String variable, Values values, boolean older) {
        String text = environment.getOrDefault(variable, "");
        if (text.isEmpty() || (variable.equals(DEBUG_VARIABLE) && switchedOff(text))) {
            return;
        }
        Source source = new Source.Variable(variable);
        if (older) {
            warn(source.mistake("is an older name; set " + setting.variables().getLast()));
        }
        take(setting, setting.key(), text, places.working(), source, values);
    }

    private <T> void take(Setting<T> setting, String key, String text, Path base, Source source, Values values) {
        Optional<T> parsed = setting.kind().parse().apply(text);
        Range<T> range = setting.range();
        if (parsed.isEmpty()) {
            Mistake mistake = source.mistake(
                    key + ": \"" + text + "\" is not allowed; use " + setting.allowed() + nearest(setting, text));
            mistakes.add(mistake);
        } else if (range == null || range.accepts().test(parsed.get())) {
            values.put(setting, inPlace(parsed.get(), base), source);
        } else if (range.lenient()) {
            String standard = setting.show(values.orNull(setting)).orElse("nothing");
            warn(source.mistake(
                    key + ": \"" + text + "\" is not within " + range.words() + "; " + standard + " is used"));
        } else {
            mistakes.add(source.mistake(key + ": \"" + text + "\" is not within " + range.words()));
        }
    }

    /** Relative paths start at the directory of the file, or where the daemon was started. */
    @SuppressWarnings("unchecked") // a path is replaced by a path
    private static <T> T inPlace(T value, Path base) {
        return value instanceof Path path ? (T) base.resolve(path).normalize() : value;
    }

    private static String nearest(Setting<?> setting, String text) {
        List<String> words = setting.kind().words();
        boolean shouted =
                !words.isEmpty() && words.getFirst().equals(words.getFirst().toUpperCase(Locale.ROOT));
        return NearestWord.hint(shouted ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT), words);
    }

    /** {@code PMON3_DEBUG} is a switch and a level in one. */
    private static boolean switchedOff(String text) {
        return text.equals("0") || Kind.FLAG.parse().apply(text).equals(Optional.of(false));
    }

    private void strayVariables() {
        Set<String> known = new HashSet<>();
        for (Setting<?> setting : Settings.all()) {
            known.addAll(setting.variables());
            known.addAll(setting.olderVariables());
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith("CONFIGOR_") && !known.contains(name))
                .sorted()
                .forEach(name ->
                        warn(new Source.Variable(name).mistake("sets nothing" + NearestWord.hint(name, known))));
    }

    private void warn(Mistake warning) {
        warnings.add(warning.text());
    }
}
