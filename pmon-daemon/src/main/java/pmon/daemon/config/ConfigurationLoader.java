package pmon.daemon.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.daemon.document.Document;
import pmon.daemon.document.Format;
import pmon.daemon.document.Mistake;
import pmon.daemon.place.Places;
import pmon.daemon.place.Trust;

/**
 * Reads the configuration. Where there is no file, nothing of YAML is loaded: that costs more than the rest of the daemon's start.
 *
 * @param environment the daemon's environment
 * @param uid the daemon's effective user id
 */
public record ConfigurationLoader(Places places, Map<String, String> environment, long uid, Imposed imposed) {
    /** Where nothing wins over the file and the environment. */
    public ConfigurationLoader(Places places, Map<String, String> environment, long uid) {
        this(places, environment, uid, Imposed.NOTHING);
    }

    /**
     * What whoever started the daemon decided.
     *
     * @param processConfig the process configuration, whose programs inherit the daemon's environment unless a setting says otherwise; null
     *     leaves it to the settings
     * @param logs where the logs of programs are that name no other place; null leaves it to the settings
     */
    public record Imposed(
            @Nullable Path processConfig, @Nullable Path logs) {
        /** Everything is left to the settings. */
        public static final Imposed NOTHING = new Imposed(null, null);

        void on(Values values) {
            if (processConfig != null) {
                values.put(Settings.PROCESS_CONFIG_FILE, processConfig, new Source.CommandLine());
            }
            if (logs != null) {
                values.put(Settings.LOGS_DIRECTORY, logs, new Source.CommandLine());
            }
            // Whoever configures programs has no environment; that of the daemon is the one at hand.
            if (processConfig != null && !values.isSet(Settings.ENV_INHERIT)) {
                values.put(Settings.ENV_INHERIT, EnvInherit.DAEMON, new Source.CommandLine());
            }
        }
    }

    /** What came of it. */
    public sealed interface Result {
        record Valid(Configuration configuration) implements Result {}

        /**
         * It cannot be used.
         *
         * @param mistakes all of them, in the order of the file
         */
        record Broken(List<Mistake> mistakes) implements Result {
            public Broken {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** Reads file and environment. A missing file means defaults. */
    public Result load() {
        List<Mistake> mistakes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Optional<String> objection = Trust.objection(places.config(), uid);
        if (objection.isPresent()) {
            return new Result.Broken(List.of(new Mistake(places.config().toString(), null, objection.get())));
        }
        WrittenKeys written = written(mistakes, warnings);
        Values values = new Resolver(places, environment, written, mistakes, warnings).resolve();
        if (written != null) {
            values.plugins(written.plugins());
        }
        imposed.on(values);
        Relations.check(values, mistakes, warnings);
        return mistakes.isEmpty()
                ? new Result.Valid(new Configuration(values, places, warnings))
                : new Result.Broken(mistakes.stream().sorted(Mistake.BY_PLACE).toList());
    }

    private @Nullable WrittenKeys written(List<Mistake> mistakes, List<String> warnings) {
        if (!Files.exists(places.config(), LinkOption.NOFOLLOW_LINKS)) {
            if (!environment.getOrDefault("PMON3_CONF", "").isEmpty()) {
                warnings.add("PMON3_CONF names " + places.config() + ", which does not exist; defaults are used");
            }
            return null;
        }
        Optional<Document> document = Document.read(places.config(), Format.YAML);
        if (document.isEmpty()) {
            mistakes.add(new Mistake(places.config().toString(), null, "leads to no file"));
            return null;
        }
        mistakes.addAll(document.get().mistakes());
        return new WrittenKeys(places.config(), document.get().root(), mistakes);
    }
}
