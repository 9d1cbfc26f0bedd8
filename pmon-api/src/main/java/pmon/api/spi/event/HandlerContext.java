package pmon.api.spi.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pmon.api.process.ExitStatus;

/** What the daemon does for an event handler. Any thread. */
public interface HandlerContext {
    /** Writes to the daemon's log. */
    System.Logger log();

    /** All programs as they are now, in the order of their ids. Asks the kernel what each uses: not for every event. */
    List<ProgramState> programs();

    /**
     * Runs a command as the daemon's own user in the root directory, and waits for its end. A file that is no program is read by
     * {@code /bin/sh}, as execvp(3) does. A root daemon runs no file that anybody but root may write.
     */
    CommandResult run(Command command) throws InterruptedException;

    /**
     * A command.
     *
     * @param file absolute path; also argv[0]
     * @param args arguments behind argv[0]; everybody on the machine can read them
     * @param environment variables besides those of the daemon
     * @param input what it reads from its standard input, as UTF-8
     * @param timeout how long it may take before it is killed, with all of its process group
     */
    record Command(String file, List<String> args, Map<String, String> environment, String input, Duration timeout) {
        public Command {
            args = List.copyOf(args);
            environment = Map.copyOf(environment);
        }
    }

    /** What came of a command. Of its output, 4 KiB are kept. */
    sealed interface CommandResult {
        /** It came to its end. */
        record Ended(ExitStatus exit, String output) implements CommandResult {}

        /** It took too long and was killed. */
        record TimedOut(String output) implements CommandResult {}

        /** It could not be started; the message says why. */
        record NotStarted(String message) implements CommandResult {}
    }
}
