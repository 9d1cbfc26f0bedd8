package pmon.os.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pmon.api.process.Account;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;
import pmon.os.linux.libc.FileCalls;

/**
 * Starts a child as another user by putting setpriv(1) of util-linux in front, which becomes the user and then executes the file in the
 * same process.
 *
 * <p>setpriv itself runs as root with the child's environment, which somebody else wrote. What the C library obeys there is taken out
 * and put back by env(1), which runs when root's rights are gone. Those variables are public in the argument list for a moment; all
 * others, secrets among them, never are.
 *
 * <p>What fails after the switch (a file removed since it was looked at, the user's limit of processes) is told by setpriv on the
 * child's output and by its exit code, 126 or 127, because the child exists by then.
 */
final class UserSwitch {
    /** Obeyed by glibc in a program that is not set-user-ID. Source: sysdeps/generic/unsecvars.h, and LANGUAGE of its gettext. */
    private static final Set<String> UNSAFE = Set.of(
            "GCONV_PATH",
            "GETCONF_DIR",
            "GLIBC_TUNABLES",
            "HOSTALIASES",
            "LANGUAGE",
            "LOCALDOMAIN",
            "LOCPATH",
            "NIS_PATH",
            "NLSPATH",
            "OUTPUT_CHARSET",
            "RES_OPTIONS",
            "RESOLV_ADD_TRIM_DOMAINS",
            "RESOLV_HOST_CONF",
            "RESOLV_MULTI",
            "RESOLV_OVERRIDE_TRIM_DOMAINS",
            "RESOLV_SERV_ORDER",
            "RESOLV_SPOOF_CHECK",
            "TMPDIR",
            "TZDIR");

    private static final List<String> UNSAFE_PREFIXES = List.of("LD_", "MALLOC_");

    private final Optional<String> setpriv = installed("setpriv");
    private final Optional<String> env = installed("env");

    /** A file to execute, its arguments from argv[0] on, and its environment. */
    record Call(String file, List<String> arguments, List<String> environment) {
        /** The same, executed by what stands in front. */
        Call behind(List<String> front) {
            if (front.isEmpty()) {
                return this;
            }
            var words = new ArrayList<String>(front);
            words.add(file);
            words.addAll(arguments.subList(1, arguments.size()));
            return new Call(front.getFirst(), words, environment);
        }
    }

    /** Why it cannot be done on this machine. */
    Optional<Refused> missing(SpawnCommand command) {
        if (setpriv.isEmpty()) {
            return refused(command, "setpriv, of util-linux, is not installed");
        }
        if (command.environment().keySet().stream().noneMatch(UserSwitch::unsafe)) {
            return Optional.empty();
        }
        if (env.isEmpty()) {
            return refused(command, "env, of coreutils, is not installed");
        }
        return command.file().indexOf('=') >= 0
                ? refused(command, "its path has a = and its environment a variable that root may not obey")
                : Optional.empty();
    }

    private static Optional<Refused> refused(SpawnCommand command, String why) {
        String message =
                command.file() + ": cannot be started as user " + command.user().name() + ": " + why;
        return Optional.of(new Refused(Cause.NOT_PERMITTED, message));
    }

    /** @param program the file and its arguments */
    Call call(Account user, List<String> program, List<String> environment) {
        var arguments = new ArrayList<String>();
        arguments.add("setpriv");
        arguments.add("--reuid=" + user.uid());
        arguments.add("--regid=" + user.gid());
        arguments.add(groups(user));
        arguments.add("--");
        List<String> late = environment.stream().filter(UserSwitch::unsafe).toList();
        if (!late.isEmpty()) {
            arguments.add(env.orElseThrow());
            arguments.addAll(late);
        }
        arguments.addAll(program);
        List<String> early =
                environment.stream().filter(entry -> !late.contains(entry)).toList();
        return new Call(setpriv.orElseThrow(), arguments, early);
    }

    private static String groups(Account user) {
        return user.groups().isEmpty()
                ? "--clear-groups"
                : "--groups=" + user.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Takes a name or a whole entry; a name with a = in it is an entry to the C library, too. */
    private static boolean unsafe(String entry) {
        int equals = entry.indexOf('=');
        String variable = equals < 0 ? entry : entry.substring(0, equals);
        return UNSAFE.contains(variable) || UNSAFE_PREFIXES.stream().anyMatch(variable::startsWith);
    }

    static Optional<String> installed(String program) {
        for (String directory : List.of("/usr/bin/", "/bin/")) {
            if (FileCalls.faccessat2(directory + program, FileCalls.X_OK) == 0) {
                return Optional.of(directory + program);
            }
        }
        return Optional.empty();
    }
}
