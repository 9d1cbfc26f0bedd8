package pmon.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pmon.api.protocol.ErrorCode;
import pmon.cli.args.Candidates;
import pmon.cli.args.GlobalOptions;
import pmon.cli.args.Option;
import pmon.cli.boot.Scope;
import pmon.cli.boot.UnitPlaces;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/** What {@code startup} and {@code unstartup} have in common: whose systemd is meant, and which daemon. */
final class BootOptions {
    static final Option USER = Option.flag("have the systemd of the caller do it", "--user");
    static final Option ROOT = Option.value(
                    "DIR", "the machine whose file system is laid in this directory, not this one", "--root")
            .from(Candidates.DIRECTORIES);

    /** What decides which daemon it is. */
    private static final String[] PLACES = {"PMON_HOME", "PMON3_CONF", "PMON3_PROCESS_CONF"};

    private static final String[] USER_PLACES = {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"};

    private BootOptions() {}

    static UnitPlaces places(Invocation invocation) throws Failure {
        boolean user = invocation.arguments().has(USER);
        boolean system = invocation.arguments().has(GlobalOptions.SYSTEM);
        String root = invocation.arguments().value(ROOT);
        Caller caller = invocation.caller();
        if (user && (system || root != null)) {
            throw Failure.usage("--user does not go with " + (system ? "--system" : "--root"));
        }
        if (user || (!system && root == null && !caller.root())) {
            return UnitPlaces.of(Scope.USER, invocation.machine().root(), caller);
        }
        if (root != null) {
            Path directory = Path.of(caller.absolute(root)).normalize();
            return UnitPlaces.of(Scope.SYSTEM, directory, caller);
        }
        if (!caller.root()) {
            throw new Failure(
                    ErrorCode.NOT_PERMITTED,
                    "only root may change what the system starts; leave out --system for your own");
        }
        return UnitPlaces.of(Scope.SYSTEM, invocation.machine().root(), caller);
    }

    /** The variables by which the daemon will look where the caller's commands do. */
    static Map<String, String> environment(Invocation invocation, Scope scope) {
        Map<String, String> environment = new LinkedHashMap<>();
        Caller caller = invocation.caller();
        if (!invocation.arguments().has(GlobalOptions.SYSTEM)) {
            for (String name : PLACES) {
                String value = caller.variable(name);
                if (value != null) {
                    environment.put(
                            name, Path.of(caller.absolute(value)).normalize().toString());
                }
            }
        }
        for (String name : scope == Scope.USER ? USER_PLACES : new String[0]) {
            String value = caller.variable(name);
            if (value != null && value.startsWith("/")) {
                environment.put(name, value);
            }
        }
        return environment;
    }
}
