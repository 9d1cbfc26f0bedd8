package pmon.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.config.ConfigurationLoader;
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
                "user.dir", System.getProperty("user.dir", "/"), "user.home", System.getProperty("user.home", "/"));
        return switch (PlaceLookup.find(System.getenv(), uid, properties)) {
            case PlaceLookup.Result.Found(Places places) -> new Surroundings(uid, places, System.getenv());
            case PlaceLookup.Result.NotFound(String message) -> throw new StartFailure(ErrorCode.BAD_CONFIG, message);
        };
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
