package pmon.api.spi.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;

/**
 * The operating system as the supervisor sees it.
 *
 * <p>Threads: the opening thread owns it; only {@link #wake}, {@link #usage}, {@link #executable}, {@link #directory}, {@link #read},
 * {@link #open}, {@link #delete}, {@link #run}, {@link #capture}, {@link #accounts}, {@link #sendDatagram}, {@link #listen} and those about replacing the daemon may be called from others. Exits are noticed by the kernel's own notification, never by polling, and cost no thread per child.
 *
 * <p>Errors: what the world does (a missing file, a full process table) is a value; a {@link KernelException} means the port itself
 * cannot go on.
 */
public interface Kernel extends AutoCloseable {
    /** The name of the provider that opened it. */
    String name();

    /** Starts a child. Returns once it has executed the file, or the refusal is known. */
    SpawnResult spawn(SpawnCommand command);

    /**
     * Takes over a process that an earlier daemon started, if it still lives: same pid, start time and boot.
     *
     * @param user the account it runs as
     * @param killMode as in {@link SpawnCommand.Setup}
     */
    Adoption adopt(ChildKey key, ProcessIdentity identity, Account user, KillMode killMode);

    /** The same for one that is stopped whole. */
    default Adoption adopt(ChildKey key, ProcessIdentity identity, Account user) {
        return adopt(key, identity, user, KillMode.TREE);
    }

    /**
     * Takes over a process that carries the mark of this program in its environment with the key's generation or a later one, runs as
     * this user and leads its session, for the case that its pid was not recorded before the earlier daemon died: records may lag behind
     * by several generations while the store fails. It is known by the key from then on.
     *
     * <p>Called for many programs in a row while nothing is spawned, so one look at all processes may serve all of these calls.
     *
     * @param mark the mark of the earlier daemon, as in {@link KernelSettings#instanceMark}
     */
    Adoption adoptMarked(ChildKey key, String mark, Account user, KillMode killMode);

    /** The same for one that is stopped whole. */
    default Adoption adoptMarked(ChildKey key, String mark, Account user) {
        return adoptMarked(key, mark, user, KillMode.TREE);
    }

    /**
     * Sends a signal to the whole tree of an instance, or as much of it as its kill mode says: the process group of its main process at
     * once, then every other member that can be found. {@code SIGCONT} follows a signal that a stopped process would not notice. {@code SIGKILL} is repeated until no new member
     * appears. Members forked from now on are found by a further call.
     *
     * @return whether at least one process got it; false means nothing of the tree is left or the instance is not known
     */
    boolean signalTree(ChildKey key, Signal signal);

    /**
     * Sends a signal to the main process of an instance only.
     *
     * @return whether it got it
     */
    boolean signalMain(ChildKey key, Signal signal);

    /** Stops watching an instance and leaves its processes running. */
    void release(ChildKey key);

    /**
     * Waits for events. Returns at once when there are some, else when one arrives, {@link #wake} is called, or the time is up.
     *
     * @param timeout null waits without end; zero only looks
     */
    List<KernelEvent> await(@Nullable Duration timeout);

    /** Ends the present or next {@link #await}. Any thread. */
    void wake();

    /** What a process uses now; empty when it is gone or is another one with the same pid. Any thread. */
    Optional<Usage> usage(ProcessIdentity identity);

    /** Whether the user may execute the file. Any platform thread. */
    Access executable(String file, Account user);

    /** Whether the user may enter the directory. Any platform thread. */
    Access directory(String directory, Account user);

    /**
     * Reads a regular file with the rights of the user. A symbolic link as its last component is refused: it would lead wherever its
     * owner likes between a check and the reading. Any platform thread.
     *
     * @param maxBytes a larger file is refused
     */
    default FileText read(String file, Account user, int maxBytes) {
        return new FileText.Refused("this kernel port reads no files");
    }

    /**
     * Opens a log of a user's program: a regular file that is the user's, with the user's rights, never through a symbolic link as its
     * last component, and without waiting for anybody at the other end. In {@link KernelSettings#logDirectory}, which users may not
     * write, with the daemon's rights. Any platform thread.
     *
     * @param write whether it is to be written instead of read
     */
    default Opening open(String file, Account user, boolean write) {
        return new Opening.Refused("this kernel port opens no files of other users");
    }

    /**
     * Removes a log under the same rules. Any platform thread.
     *
     * @return why it is still there; empty when it is not
     */
    default Optional<String> delete(String file, Account user) {
        return Optional.of("this kernel port removes no files of other users");
    }

    /** Names of what is in a directory of logs, under the same rules; none where the user may not list it. Any platform thread. */
    default List<String> names(String directory, Account user) {
        return List.of();
    }

    /**
     * Does an errand and waits for its end. Its exit is nobody else's to notice, and it costs a thread, the caller's, only while it
     * runs. Any platform thread.
     */
    default ErrandResult run(Errand errand) {
        return new ErrandResult.NotStarted(
                new SpawnResult.Refused(SpawnResult.Cause.OTHER, errand.file() + ": this kernel port runs no errands"));
    }

    /**
     * What it takes to capture the output of children; empty where the port cannot: children write their files themselves then. Closed by
     * the caller. Any thread.
     */
    default Optional<CapturePort> capture() {
        return Optional.empty();
    }

    /** The system's user database. Any thread. */
    Accounts accounts();

    /** The identity of the daemon's own process. */
    ProcessIdentity self();

    /**
     * Sends one datagram to a Unix socket, as service managers want to be told things (sd_notify(3)). Any thread.
     *
     * @param address a path, or an abstract name behind {@code @}
     * @return why it was not sent; empty when it was
     */
    default Optional<String> sendDatagram(String address, String text) {
        return Optional.of("this kernel port has no Unix datagrams");
    }

    /**
     * Opens the socket at which programs tell how they are; whatever was at its address before is replaced. Users of all kinds may send
     * there. Any platform thread.
     *
     * @param address a path, or an abstract name behind {@code @}
     */
    default NotifyPort.Opened listen(String address) {
        return new NotifyPort.Opened.Failed(address + ": this kernel port has no Unix datagrams");
    }

    /**
     * Leaves every child that ends from now on for the program that {@link #replace} executes, which is its parent and learns how it
     * ended. Called before instances are released. Any thread.
     */
    default void keepExits() {}

    /**
     * Executes another program in this very process (execve(2)): same pid, same parent, same children. No descriptor but the standard three
     * stays open, except those of the files named. Any thread.
     *
     * @param command absolute path of the program, and its arguments
     * @param keep absolute paths of files that stay open, with the locks on them
     * @return why it could not be; without an error this does not return
     */
    default String replace(List<String> command, List<String> keep) {
        return command.getFirst() + ": this kernel port cannot replace the daemon's program";
    }

    /** Whether {@link #replace} can work. Any thread. */
    default boolean replaces() {
        return false;
    }

    /** Lets go of everything; children live on. */
    @Override
    void close();
}
