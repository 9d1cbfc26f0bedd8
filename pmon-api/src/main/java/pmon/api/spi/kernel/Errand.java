package pmon.api.spi.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;

/**
 * A command that the daemon has done for its own purposes and waits for, such as a script at an event or a check. It gets a session of its
 * own, an empty signal mask, default signal actions, umask 022, and no descriptor but the standard three.
 *
 * @param file absolute path; also argv[0]
 * @param args arguments after argv[0]
 * @param environment the whole environment
 * @param directory absolute working directory
 * @param user it runs as this account; the port switches only when it is not the daemon's own
 * @param input what it reads from its standard input, as UTF-8
 * @param timeout how long it may take before its process group gets SIGKILL, with a tree all that it has started
 * @param tree the main process of an instance that it is done for, where the port can do that: it and what it leaves behind end with it; null
 *     is for none
 * @param maxOutputBytes so much of what it writes to its standard output and error is kept; the rest is thrown away
 */
public record Errand(
        String file,
        List<String> args,
        Map<String, String> environment,
        String directory,
        Account user,
        String input,
        Duration timeout,
        @Nullable ProcessIdentity tree,
        int maxOutputBytes) {
    public Errand {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
    }

    /** One that is in nobody's tree. */
    public Errand(
            String file,
            List<String> args,
            Map<String, String> environment,
            String directory,
            Account user,
            String input,
            Duration timeout,
            int maxOutputBytes) {
        this(file, args, environment, directory, user, input, timeout, null, maxOutputBytes);
    }
}
