package pmon.os.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Proc;

/**
 * Gives a child what posix_spawn cannot: resource limits and a nice value by prlimit(1) and nice(1), which set their own and then execute
 * the rest of the command in the same process; a umask by that of the supervisor's thread, which has one of its own.
 *
 * <p>Both programs tell what fails on the child's output and by its exit code, or not at all, because the child exists by then. So what
 * the kernel will refuse is found out before.
 */
final class Preparation {
    /** The options of prlimit(1), with the numbers of asm-generic/resource.h, which x86-64 and arm64 share. */
    private static final Map<String, Integer> RESOURCES = Map.ofEntries(
            Map.entry("cpu", 0),
            Map.entry("fsize", 1),
            Map.entry("data", 2),
            Map.entry("stack", 3),
            Map.entry("core", 4),
            Map.entry("rss", 5),
            Map.entry("nproc", 6),
            Map.entry("nofile", 7),
            Map.entry("memlock", 8),
            Map.entry("as", 9),
            Map.entry("locks", 10),
            Map.entry("sigpending", 11),
            Map.entry("msgqueue", 12),
            Map.entry("nice", 13),
            Map.entry("rtprio", 14),
            Map.entry("rttime", 15));

    // Source: linux/capability.h
    private static final int CAP_SYS_NICE = 23;
    private static final int CAP_SYS_RESOURCE = 24;

    private static final String UMASK_SCRIPT = "umask \"$1\" && shift && exec \"$@\"";

    private final Optional<String> prlimit = UserSwitch.installed("prlimit");
    private final Optional<String> nice = UserSwitch.installed("nice");
    private final boolean ownUmask;

    /** On the thread that will spawn. */
    Preparation() {
        // Refused in some containers.
        ownUmask = ProcessCalls.unshareFilesystemAttributes() == 0;
    }

    /** Whether another program has to execute the file, so that what is wrong with the file has to be found out before. */
    boolean needsAnother(SpawnCommand.Setup setup) {
        return !setup.limits().isEmpty() || setup.nice() != null || (setup.umask() != null && !ownUmask);
    }

    /** Why a child cannot be given what it is to have. */
    Optional<Refused> impossible(SpawnCommand command) {
        SpawnCommand.Setup setup = command.setup();
        if (setup.nice() != null && nice.isEmpty()) {
            return refused(command, Cause.OTHER, "nice, of coreutils, is not installed");
        }
        if (setup.nice() != null && setup.nice() < ownNice() && !Proc.capable(CAP_SYS_NICE)) {
            return refused(command, Cause.NOT_PERMITTED, "only root may give it a nice value of " + setup.nice());
        }
        if (!setup.limits().isEmpty() && prlimit.isEmpty()) {
            return refused(command, Cause.OTHER, "prlimit, of util-linux, is not installed");
        }
        return new TreeMap<>(setup.limits())
                .entrySet().stream()
                        .flatMap(limit -> impossible(command, limit.getKey(), limit.getValue()).stream())
                        .findFirst();
    }

    private static Optional<Refused> impossible(SpawnCommand command, String name, ResourceLimit limit) {
        Integer resource = RESOURCES.get(name);
        if (resource == null) {
            return refused(command, Cause.OTHER, "there is no limit named " + name);
        }
        // Unlimited is -1, the largest number without a sign, here as in the kernel.
        if (Long.compareUnsigned(limit.soft(), limit.hard()) > 0) {
            return refused(command, Cause.OTHER, "its soft limit " + name + " is above the hard one");
        }
        long ceiling = ProcessCalls.hardLimit(resource);
        if (Long.compareUnsigned(limit.hard(), ceiling) > 0 && !Proc.capable(CAP_SYS_RESOURCE)) {
            return refused(
                    command, Cause.NOT_PERMITTED, "only root may raise the hard limit " + name + " above " + ceiling);
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(SpawnCommand command, Cause cause, String why) {
        return Optional.of(new Refused(cause, command.file() + ": " + why));
    }

    /** What is put in front of a command; empty when nothing is needed. */
    List<String> front(SpawnCommand.Setup setup) {
        List<String> words = new ArrayList<>();
        if (!setup.limits().isEmpty()) {
            words.add(prlimit.orElseThrow());
            new TreeMap<>(setup.limits())
                    .forEach((name, limit) ->
                            words.add("--" + name + "=" + text(limit.soft()) + ":" + text(limit.hard())));
        }
        if (setup.nice() != null) {
            // It counts from its own value, which is ours.
            words.addAll(List.of(nice.orElseThrow(), "-n", Integer.toString(setup.nice() - ownNice())));
        }
        return words;
    }

    /** The program and its arguments, with a umask of its own where the thread cannot have one. */
    List<String> program(SpawnCommand command) {
        List<String> words = new ArrayList<>();
        Integer umask = command.setup().umask();
        if (umask != null && !ownUmask) {
            words.addAll(List.of("/bin/sh", "-c", UMASK_SCRIPT, "/bin/sh", Integer.toOctalString(umask)));
        }
        words.add(command.file());
        words.addAll(command.args());
        return words;
    }

    /** Runs a spawn under the umask that the child is to inherit. */
    int underUmask(SpawnCommand.Setup setup, IntSupplier spawn) {
        Integer umask = setup.umask();
        if (umask == null || !ownUmask) {
            return spawn.getAsInt();
        }
        int usual = ProcessCalls.umask(umask);
        try {
            return spawn.getAsInt();
        } finally {
            ProcessCalls.umask(usual);
        }
    }

    private static int ownNice() {
        return ProcessCalls.nice();
    }

    private static String text(long limit) {
        return limit == ResourceLimit.UNLIMITED ? "unlimited" : Long.toUnsignedString(limit);
    }
}
