package pmon.api.spi.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessName;

/** What a check may know of its program, and may have done for it. */
public interface CheckContext {
    /** The program. */
    ProcessName program();

    /** Its main process; empty before it is started. */
    Optional<Integer> pid();

    /** The account it runs as. */
    Account user();

    /** Its environment. */
    Map<String, String> environment();

    /** Its working directory. */
    String directory();

    /** What is left of the time for this check. */
    Duration remaining();

    /**
     * Runs a command as the program's user, in its environment and directory, and waits for its end. What it writes is kept up to a few
     * KiB. It is killed when the time for the check is up.
     *
     * @param command the file, absolute or found in the program's PATH, and its arguments; no shell reads it
     */
    CommandResult run(List<String> command) throws InterruptedException;

    /**
     * What the program has told, as soon as it is what is wanted, or when half of the time for this check is up.
     *
     * @throws IllegalStateException when programs cannot tell anything here; the message says why
     */
    Notices notices(Predicate<Notices> wanted) throws InterruptedException;

    /**
     * What the program prints, from where its instance began; of an instance that was taken over from now on. For the caller to close.
     *
     * @throws IOException when that is kept nowhere; the message says why
     */
    ProgramOutput output() throws IOException, InterruptedException;

    /** What came of a command. */
    sealed interface CommandResult {
        /** It came to its end. */
        record Ended(ExitStatus exit, String output) implements CommandResult {}

        /** It could not be started, or did not end in time; the message says which. */
        record Failed(String message) implements CommandResult {}
    }
}
