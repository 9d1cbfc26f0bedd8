package pmon.api.spi.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.KillMode;

/**
 * Everything a child process is started with. It gets a session of its own, an empty signal mask, default signal actions, stdin from
 * /dev/null, stdout and stderr on {@code output}, umask 022 unless {@code setup} says otherwise, and no other descriptor.
 *
 * @param file absolute path; also argv[0]
 * @param args arguments after argv[0]
 * @param environment the whole environment, without the mark, which the port adds
 * @param directory absolute working directory
 * @param user the child runs as this account; the port switches only when it is not the daemon's own
 */
public record SpawnCommand(
        ChildKey key,
        String file,
        List<String> args,
        Map<String, String> environment,
        String directory,
        Account user,
        Output output,
        Setup setup) {
    public SpawnCommand {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
    }

    /** A child with nothing out of the usual. */
    public SpawnCommand(
            ChildKey key,
            String file,
            List<String> args,
            Map<String, String> environment,
            String directory,
            Account user,
            Output output) {
        this(key, file, args, environment, directory, user, output, Setup.USUAL);
    }

    /**
     * What a child has out of the usual. Where the port cannot give it, the spawn is refused.
     *
     * @param umask null is 022
     * @param nice null is the daemon's
     * @param limits by their names in setrlimit(2), without {@code RLIMIT_} and in lower case
     * @param killMode how much of it {@link Kernel#signalTree} reaches, and is waited for before the tree counts as empty
     */
    public record Setup(
            @Nullable Integer umask, @Nullable Integer nice, Map<String, ResourceLimit> limits, KillMode killMode) {
        /** Nothing. */
        public static final Setup USUAL = new Setup(null, null, Map.of());

        /** A child that is stopped whole. */
        public Setup(@Nullable Integer umask, @Nullable Integer nice, Map<String, ResourceLimit> limits) {
            this(umask, nice, limits, KillMode.TREE);
        }

        public Setup {
            limits = Map.copyOf(limits);
        }

        /** What a program's settings say. */
        public static Setup of(ExecutionSettings settings) {
            return new Setup(settings.umask(), settings.nice(), settings.limits(), settings.killMode());
        }
    }

    /** Where the child's output goes. */
    public sealed interface Output {
        /**
         * A regular file, opened for appending, never through a symbolic link; created when missing, owned by the child's user.
         *
         * @param path absolute; its directory exists
         * @param fileMode permission bits of a new file, such as 0660
         */
        record AppendTo(String path, int fileMode) implements Output {}

        /**
         * Named pipes that {@link CapturePort#pipe} made, opened for reading and writing, so that the child outlives whoever reads them.
         *
         * @param out path of the one for stdout
         * @param err path of the one for stderr; may be the same
         */
        record Fifo(String out, String err) implements Output {}

        /** Thrown away. */
        record Discard() implements Output {}
    }
}
