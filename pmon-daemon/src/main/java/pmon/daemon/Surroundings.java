package pmon.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.place.Narrowing;
import pmon.daemon.place.PlaceLookup;
import pmon.daemon.place.Places;

/**
 * Where this process was started, and by whom.
 *
 * @param uid the effective user id
 */
record Surroundings(long uid, Places places, Map<String, String> environment) {
    private static final String KEPT = "PMON_ENV_";

    static Surroundings look() throws StartFailure {
        long uid = ownUid();
        Map<String, String> properties = Map.of(
                "user.dir",
                System.getProperty("pmon.working", System.getProperty("user.dir", "/")),
                "user.home",
                System.getProperty("user.home", "/"));
        Map<String, String> environment = asGiven(System.getenv());
        return switch (PlaceLookup.find(environment, uid, properties)) {
            case PlaceLookup.Result.Found(Places places) -> new Surroundings(uid, places, environment);
            case PlaceLookup.Result.NotFound(String message) -> throw new StartFailure(ErrorCode.BAD_CONFIG, message);
        };
    }

    /** The launcher changes some variables for the JVM only and keeps what was there under other names. */
    private static Map<String, String> asGiven(Map<String, String> environment) {
        Map<String, String> given = new HashMap<>(environment);
        environment.forEach((name, value) -> {
            if (name.startsWith(KEPT)) {
                given.remove(name);
                given.put(name.substring(KEPT.length()), value);
            }
        });
        given.remove("LC_ALL", "");
        return Map.copyOf(given);
    }

    /** Takes away what others may write of; what was changed, a sentence each. */
    List<String> narrowed() {
        List<Path> directories = new ArrayList<>(List.of(places.plugins()));
        // A file that somebody named can be anywhere, its directory is none of ours.
        if (environment.getOrDefault("PMON3_CONF", "").isEmpty()
                && places.config().getParent() != null) {
            directories.add(places.config().getParent());
        }
        return Narrowing.of(directories, uid);
    }

    ConfigurationLoader loader() {
        return new ConfigurationLoader(places, environment, uid);
    }

    /** The same where things are decided by whoever started it. */
    ConfigurationLoader loader(ConfigurationLoader.Imposed imposed) {
        return new ConfigurationLoader(places, environment, uid, imposed);
    }

    /** The effective uid, without native code: that is not loaded yet, and where things are depends on it. */
    private static long ownUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1;
        }
    }
}
