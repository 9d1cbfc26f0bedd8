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

    /** The launcher sets LC_ALL for the JVM only and keeps what was there. */
    private static Map<String, String> asGiven(Map<String, String> environment) {
        String locale = environment.get("PMON_ENV_LC_ALL");
        if (locale == null) {
            return environment;
        }
        Map<String, String> given = new HashMap<>(environment);
        given.remove("PMON_ENV_LC_ALL");
        if (locale.isEmpty()) {
            given.remove("LC_ALL");
        } else {
            given.put("LC_ALL", locale);
        }
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

    /** The effective uid, without native code: that is not loaded yet, and where things are depends on it. */
    private static long ownUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1;
        }
    }
}
