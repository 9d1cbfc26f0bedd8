package pmon.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who called the command, and from where.
 *
 * @param directory the working directory, absolute
 * @param environment the environment variables, as they were before our launcher touched them
 * @param root whether it is the superuser
 */
public record Caller(String directory, Map<String, String> environment, boolean root) {
    /** The launcher keeps variables that would reach into our own JVM behind this prefix. */
    private static final String HIDDEN = "PMON_ENV_";

    public Caller {
        environment = Map.copyOf(environment);
    }

    /** The caller of this process. */
    public static Caller ofThisProcess() {
        return new Caller(System.getProperty("user.dir"), restored(System.getenv()), superuser());
    }

    /** The value of a variable, null when it is unset or empty. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The absolute form of a path that the caller wrote. */
    public String absolute(String path) {
        return path.startsWith("/") ? path : directory + "/" + path;
    }

    /** What the launcher hid stands again under its own name, in place of what the launcher set there; empty means it was not set. */
    static Map<String, String> restored(Map<String, String> environment) {
        Map<String, String> restored = new HashMap<>(environment);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(HIDDEN)) {
                restored.remove(variable.getKey());
                String name = variable.getKey().substring(HIDDEN.length());
                if (variable.getValue().isEmpty()) {
                    restored.remove(name);
                } else {
                    restored.put(name, variable.getValue());
                }
            }
        }
        return restored;
    }

    private static boolean superuser() {
        String user = System.getProperty("user.name");
        if (user != null && !user.equals("?")) {
            return user.equals("root");
        }
        // No entry in the user database, as in bare containers: the owner of our own /proc entry knows.
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
