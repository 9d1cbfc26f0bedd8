package pmon.daemon.intake;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import pmon.api.process.Account;
import pmon.daemon.config.EnvInherit;
import pmon.daemon.notify.NotifySocket;

/**
 * What programs inherit: a clean base, and as much of somebody's environment as the configuration says. A thousand programs from one
 * shell have the same environment, so equal ones are one map in memory.
 */
public final class Environments {
    /** The PATH of a program that inherits none (Debian's for root, without which daemons miss tools in sbin). */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** True of the shell that somebody typed in, and wrong for a program with another directory and another life. */
    private static final Set<String> OF_THE_SHELL = Set.of("_", "PWD", "OLDPWD", "SHLVL");

    private final Map<String, String> daemon;
    private final Map<Map<String, String>, WeakReference<Map<String, String>>> known = new WeakHashMap<>();

    /**
     * Begins with nothing shared.
     *
     * @param daemon the daemon's own environment
     */
    public Environments(Map<String, String> daemon) {
        this.daemon = Map.copyOf(daemon);
    }

    /** What a program of this user inherits; the same map for the same content. */
    public Map<String, String> inherited(EnvInherit inherit, Map<String, String> caller, Account user) {
        return inherited(inherit, caller, user, Map.of());
    }

    /**
     * The same with the variables of its environment file on top, which win over everything but those set explicitly.
     *
     * @param file what the file says
     */
    Map<String, String> inherited(
            EnvInherit inherit, Map<String, String> caller, Account user, Map<String, String> file) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", PATH);
        environment.put("LANG", daemon.getOrDefault("LANG", "C.UTF-8"));
        if (daemon.containsKey("TZ")) {
            environment.put("TZ", daemon.get("TZ"));
        }
        Map<String, String> more = switch (inherit) {
            case CALLER -> caller;
            case DAEMON -> daemon;
            case NONE -> Map.of();
        };
        more.forEach((name, value) -> {
            if (passesOn(name, value)) {
                environment.put(name, value);
            }
        });
        environment.put("HOME", user.home());
        environment.put("USER", user.name());
        environment.put("LOGNAME", user.name());
        environment.put("SHELL", user.shell());
        environment.putAll(file);
        return shared(environment);
    }

    /** An equal map that is shared with everybody else who asked. */
    public Map<String, String> shared(Map<String, String> environment) {
        Map<String, String> copy = Map.copyOf(environment);
        synchronized (known) {
            WeakReference<Map<String, String>> reference = known.get(copy);
            Map<String, String> before = reference == null ? null : reference.get();
            if (before != null) {
                return before;
            }
            known.put(copy, new WeakReference<>(copy));
            return copy;
        }
    }

    private static boolean passesOn(String name, String value) {
        return validName(name)
                && value.indexOf('\0') < 0
                && !name.startsWith("PMON")
                && !name.startsWith("CONFIGOR_")
                && !NotifySocket.addresses(name)
                && !OF_THE_SHELL.contains(name);
    }

    static boolean validName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    }
}
