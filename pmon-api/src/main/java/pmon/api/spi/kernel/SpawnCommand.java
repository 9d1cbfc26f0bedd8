package pmon.api.spi.kernel;

import java.util.List;
import java.util.Map;
import pmon.api.process.Account;

/**
 * Everything a child process is started with. It gets a session of its own, an empty signal mask, default signal actions, stdin from
 * /dev/null, stdout and stderr on {@code output}, umask 022, and no other descriptor.
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
        Output output) {
    public SpawnCommand {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
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

        /** Thrown away. */
        record Discard() implements Output {}
    }
}
