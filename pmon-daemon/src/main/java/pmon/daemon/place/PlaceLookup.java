package pmon.daemon.place;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the places: {@code PMON3_CONF} and {@code PMON3_PROCESS_CONF} name the files, {@code PMON_HOME} puts everything below
 * it, else root gets pmon3's directories and other users those of the XDG Base Directory Specification 0.8.
 */
public final class PlaceLookup {
    private static final List<String> PROCESS_CONFIG_NAMES = List.of(
            "process.config.json",
            "process.config.yaml",
            "process.config.toml",
            // The names of pmon3 1.16, whose own pages do not agree on one.
            "app.config.json",
            "apps.config.json");

    private final Map<String, String> environment;
    private final Path working;
    private final String home;

    private PlaceLookup(Map<String, String> environment, Path working, String home) {
        this.environment = environment;
        this.working = working;
        this.home = home;
    }

    /** What came of it. */
    public sealed interface Result {
        record Found(Places places) implements Result {}

        /** There is no directory to use, or a variable holds no path. */
        record NotFound(String message) implements Result {}
    }

    /**
     * Looks.
     *
     * @param uid effective user id
     * @param properties system properties; {@code user.dir} and {@code user.home} are used
     */
    public static Result find(Map<String, String> environment, long uid, Map<String, String> properties) {
        PlaceLookup lookup = new PlaceLookup(
                environment,
                Path.of(properties.getOrDefault("user.dir", "/")),
                environment.getOrDefault("HOME", properties.getOrDefault("user.home", "")));
        try {
            return lookup.find(uid);
        } catch (InvalidPathException e) {
            return new Result.NotFound("cannot find pmon's directories: \"" + e.getInput() + "\" is not a path");
        }
    }

    private Result find(long uid) {
        Optional<Path> below = path("PMON_HOME");
        if (below.isPresent()) {
            return new Result.Found(below(below.get()));
        }
        if (uid == 0) {
            return new Result.Found(system());
        }
        if (!home.startsWith("/")) {
            return new Result.NotFound("cannot find pmon's directories: HOME is not set; set HOME or PMON_HOME");
        }
        return new Result.Found(user());
    }

    private Places system() {
        Path config = Path.of("/etc/pmon3/config");
        return places(
                Mode.SYSTEM,
                config,
                Path.of("/etc/pmon3/data"),
                Path.of("/var/log/pmond"),
                Path.of("/run/pmon3"),
                Path.of("/etc/pmon3/plugins"));
    }

    private Places below(Path directory) {
        return places(
                Mode.USER,
                directory,
                directory.resolve("data"),
                directory.resolve("logs"),
                directory.resolve("run"),
                directory.resolve("plugins"));
    }

    private Places user() {
        Path state = xdg("XDG_STATE_HOME", ".local/state");
        return places(
                Mode.USER,
                xdg("XDG_CONFIG_HOME", ".config"),
                state.resolve("data"),
                state.resolve("logs"),
                // Not XDG_RUNTIME_DIR: it is wiped at logout and unset under cron.
                state.resolve("run"),
                xdg("XDG_DATA_HOME", ".local/share").resolve("plugins"));
    }

    private Places places(Mode mode, Path configs, Path data, Path logs, Path run, Path plugins) {
        Path config = path("PMON3_CONF").orElse(configs.resolve("config.yml"));
        List<Path> processConfigs = path("PMON3_PROCESS_CONF")
                .map(List::of)
                .orElseGet(() ->
                        PROCESS_CONFIG_NAMES.stream().map(configs::resolve).toList());
        return new Places(mode, config, processConfigs, data, logs, run, plugins, working);
    }

    private Path xdg(String variable, String underHome) {
        String value = environment.getOrDefault(variable, "");
        // "If an implementation encounters a relative path in any of these variables it should […] ignore it."
        Path base = value.startsWith("/") ? Path.of(value) : Path.of(home, underHome);
        return base.resolve("pmon").normalize();
    }

    private Optional<Path> path(String variable) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(working.resolve(value).normalize());
    }
}
