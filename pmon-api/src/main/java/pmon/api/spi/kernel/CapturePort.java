package pmon.api.spi.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;

/**
 * What capturing the output of programs needs of the operating system: named pipes, regular files, and moving bytes from the ones to the
 * others. It decides nothing.
 *
 * <p>Descriptors are the port's numbers; the caller closes them. Threads: {@link #await}, {@link #pause}, {@link #peek} and
 * {@link #watch} belong to one thread, everything else may be called by any platform thread.
 */
public interface CapturePort extends AutoCloseable {
    /**
     * Opens a named pipe for reading and writing, so that it neither blocks nor ends while nobody else has it open; makes it where it is
     * missing, 0600 and owned by {@code owner}.
     *
     * @param path in a directory nobody but the daemon may write
     */
    Opened pipe(String path, Account owner);

    /**
     * The same without a name, for programs that end with the daemon: it needs no directory to write in.
     *
     * @return a descriptor that {@link #path} makes known to a spawn
     */
    default Opened pipe(Account owner) {
        return new Opened.Failed("this kernel port has no pipes without names");
    }

    /** Under what path {@link SpawnCommand.Output.Fifo} takes a pipe without a name, as long as it is open here. */
    default String path(int pipe) {
        return "/proc/self/fd/" + pipe;
    }

    /** Opens a regular file for reading and writing, positioned at its end, under the rules of {@link SpawnCommand.Output.AppendTo}. */
    Opened file(SpawnCommand.Output.AppendTo file, Account owner);

    void close(int descriptor);

    /** What an open file is; empty where the system does not tell. */
    Optional<FileState> state(int descriptor);

    /** Lets the calling thread run only when nothing else wants to. */
    default void giveWay() {}

    /**
     * What a path leads to, as far as its owner gets, which is not followed further when it is a symbolic link; empty where there is
     * nothing.
     */
    Optional<FileState> state(String path, Account owner);

    /** Whether nothing has this path, for certain: not where it cannot be looked. */
    boolean vacant(String path, Account owner);

    /** Positions a file at its end, wherever that is by now; its size. */
    long toEnd(int file);

    /** Cuts a file; null where that worked, else why not. */
    @Nullable
    String truncate(int file, long size);

    /**
     * Renames a regular file, to a name that nothing has, with the rights of its owner; in the daemon's own log directory with the
     * daemon's, if it is the owner's file. Null where that worked, else why not.
     */
    @Nullable
    String rename(String from, String to, Account owner);

    /** Removes a file, in the same way. */
    @Nullable
    String remove(String path, Account owner);

    /** Moves bytes from a pipe to the position of a file. Never waits for bytes. */
    Moved move(int pipe, int file, int maxBytes);

    /** Copies what is first in a pipe, and leaves it there; how many bytes that was. Never waits. */
    int peek(int pipe, byte[] into);

    /** Takes bytes out of a pipe for good; how many that was. Never waits. */
    int discard(int pipe, int maxBytes);

    /** Writes at the position of a file. */
    Moved write(int file, byte[] bytes, int count);

    /** Reads from a position of a file; how many bytes, 0 at its end. */
    int read(int file, long position, byte[] into);

    /** Waits until what was written to a file is on the disk; null where it is, else why not. */
    @Nullable
    String store(int file);

    /** How many bytes wait in a pipe. */
    int waiting(int pipe);

    /** Whether the next write to a pipe would have to wait. */
    boolean full(int pipe);

    /** Asks for that much room in a pipe; what it has then. */
    int resize(int pipe, int bytes);

    /** Lets {@link #await} tell when there is something in a pipe. */
    void watch(int pipe);

    void unwatch(int pipe);

    /**
     * The watched pipes with something in them, at most {@link #AWAIT_BOUND}. Returns when there is one, {@link #wake} is called or the time is up.
     *
     * @param timeout null waits without end; zero only looks
     */
    List<Integer> await(@Nullable Duration timeout);

    /** Waits for {@link #wake} only. */
    void pause(Duration timeout);

    /** Ends the present or next {@link #await} or {@link #pause}. Any thread. */
    void wake();

    /** How many pipes one {@link #await} tells of. */
    int AWAIT_BOUND = 256;

    /**
     * Starts a process that keeps pipes open for as long as it lives, whatever becomes of the daemon; empty where the system has none. It
     * is in a session of its own and does nothing.
     */
    default Optional<Holder> hold() {
        return Optional.empty();
    }

    /** Ends a holder, also one of an earlier daemon; nothing happens when it is gone. */
    default void endHolder(ProcessIdentity holder) {}

    /** A process that keeps pipes open. */
    interface Holder extends AutoCloseable {
        ProcessIdentity identity();

        /** Gives it pipes; false when it takes no more. */
        boolean keep(List<Integer> pipes);

        /** Lets go of it; it lives on. */
        @Override
        void close();
    }

    @Override
    void close();

    /** What came of opening. */
    sealed interface Opened {
        record Descriptor(int number) implements Opened {}

        /** Why not, with what was tried: {@code /srv/web.log: is a directory}. */
        record Failed(String message) implements Opened {}
    }

    /** What came of moving bytes. */
    sealed interface Moved {
        /** So many; 0 when there were none. */
        record Bytes(int count) implements Moved {}

        /** No room: ENOSPC, EDQUOT, EIO and EFBIG, which may pass. */
        record NoRoom(String why) implements Moved {}

        /** These two cannot be joined; {@link #peek}, {@link #write} and {@link #discard} will do. */
        record Unsupported(String why) implements Moved {}
    }

    /**
     * A file as the kernel knows it.
     *
     * @param regular whether it is a regular file
     * @param links names it has; 0 when it was deleted
     * @param createdMillis when it was made, or changed where the file system does not know, since the epoch
     * @param modifiedMillis when it was written last
     */
    record FileState(
            long device, long inode, boolean regular, long links, long size, long createdMillis, long modifiedMillis) {
        /** Whether both are one file. */
        public boolean same(FileState other) {
            return device == other.device && inode == other.inode;
        }
    }
}
