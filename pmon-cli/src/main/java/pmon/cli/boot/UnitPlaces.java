package pmon.cli.boot;

import java.nio.file.Path;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/**
 * Where systemd looks for a unit. Source: systemd.unit(5), "Unit File Load Path".
 *
 * @param root where the machine's file system begins: {@code /}, or where an image of a machine is laid
 * @param directory the units that an administrator, or the user, has made
 */
public record UnitPlaces(Scope scope, Path root, Path directory) {
    static final String UNIT = "pmond.service";

    /** Those of a scope. */
    public static UnitPlaces of(Scope scope, Path root, Caller caller) throws Failure {
        return switch (scope) {
            case SYSTEM -> new UnitPlaces(scope, root, root.resolve("etc/systemd/system"));
            case USER -> new UnitPlaces(scope, root, Path.of(configurationHome(caller), "systemd/user"));
        };
    }

    /** The unit that startup writes. It wins over {@link #packaged()}. */
    Path written() {
        return directory.resolve(UNIT);
    }

    /** The unit of an installed package. */
    Path packaged() {
        return root.resolve("usr/lib/systemd").resolve(scope.word()).resolve(UNIT);
    }

    /** The link that has the target start the unit. */
    Path link() {
        return wants().resolve(UNIT);
    }

    /** The directory of such links. */
    Path wants() {
        return directory.resolve(scope.target() + ".wants");
    }

    /** A path as the machine itself will see it. */
    Path inside(Path path) {
        return path.startsWith(root) ? Path.of("/").resolve(root.relativize(path)) : path;
    }

    /** Where a path of the machine is to be found from here. */
    Path outside(Path path) {
        return root.resolve(Path.of("/").relativize(path));
    }

    private static String configurationHome(Caller caller) throws Failure {
        String named = caller.variable("XDG_CONFIG_HOME");
        if (named != null && named.startsWith("/")) {
            return named;
        }
        String home = caller.variable("HOME");
        if (home == null || !home.startsWith("/")) {
            throw new Failure(ErrorCode.FAILED, "cannot find your units: HOME is not set");
        }
        return home + "/.config";
    }
}
