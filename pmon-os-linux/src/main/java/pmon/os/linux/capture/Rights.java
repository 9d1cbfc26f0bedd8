package pmon.os.linux.capture;

import java.util.Optional;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.SpawnCommand;

/** What capturing needs of the rest of the kernel port. Any platform thread. */
public interface Rights {
    /** Opens a log for reading and writing. */
    CapturePort.Opened open(SpawnCommand.Output.AppendTo file, Account owner);

    /**
     * Does something to a path with the rights that opening it as a log would have.
     *
     * @param refused the result where the system does not let us take these rights
     */
    <T> T onPath(String path, Account owner, Supplier<T> action, T refused);

    /** Whether a log at this path may be renamed or removed for its owner when it belongs to this uid. */
    boolean mayMove(String path, Account owner, long uid);

    /** Starts a process that lives until it is killed. */
    Optional<ProcessIdentity> startSleeper(int input);

    /** Ends such a process, if it is still the same. */
    void endSleeper(ProcessIdentity sleeper);
}
