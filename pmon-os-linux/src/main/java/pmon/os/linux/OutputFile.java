package pmon.os.linux;

import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileStatus;

/** Opens the file that takes a child's output. */
final class OutputFile {
    // Without O_NONBLOCK a FIFO would hold the daemon until somebody reads it.
    private static final int FLAGS =
            FileCalls.O_CLOEXEC | FileCalls.O_NOFOLLOW | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK;

    /** For a child: several of them, and whoever truncates, do not overwrite each other. */
    private static final int APPENDING = FileCalls.O_WRONLY | FileCalls.O_APPEND;

    /** For log capture: splice(2) refuses O_APPEND, and its last byte is read. */
    private static final int CAPTURING = FileCalls.O_RDWR;

    /** A file that appears and disappears between our two looks is somebody's game; it ends after this many. */
    private static final int ATTEMPTS = 8;

    private static final String OWN_DESCRIPTORS = "/proc/self/fd/";

    private final FilesystemIdentity identity;
    private final Optional<String> ownDirectory;

    OutputFile(FilesystemIdentity identity, Optional<String> ownDirectory) {
        this.identity = identity;
        this.ownDirectory = ownDirectory;
    }

    /** What came of opening. */
    sealed interface Opened {
        /** The caller closes the descriptor. */
        record Descriptor(int number) implements Opened {}

        /**
         * There is none.
         *
         * @param errno why, 0 where the message alone tells
         */
        record Failed(int errno, String message) implements Opened {}
    }

    Opened open(AppendTo file, Account user) {
        return open(file, user, APPENDING);
    }

    /** The same for reading and writing anywhere in it. */
    Opened openForCapture(AppendTo file, Account user) {
        return open(file, user, CAPTURING);
    }

    /**
     * Opens a pipe for a child, for reading and writing: with a reader of its own a program never gets SIGPIPE. One without a name is a
     * link of ours in /proc.
     */
    Opened openPipe(String path) {
        int links = path.startsWith(OWN_DESCRIPTORS) ? 0 : FileCalls.O_NOFOLLOW;
        int opened = FileCalls.open(path, FileCalls.O_RDWR | FileCalls.O_CLOEXEC | links, 0);
        return opened >= 0
                ? new Opened.Descriptor(opened)
                : new Opened.Failed(-opened, path + ": " + Errno.describe(-opened));
    }

    private Opened open(AppendTo file, Account user, int how) {
        if (identity.foreign(user) && inOwnDirectory(file.path())) {
            return openIn(file, user, how, true);
        }
        return identity.as(
                user,
                () -> openIn(file, user, how, false),
                new Opened.Failed(Errno.EPERM, file.path() + ": cannot be opened as user " + user.name()));
    }

    /** Whether nobody but the daemon can put anything in the place of this file. */
    boolean inOwnDirectory(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0
                && ownDirectory.filter(path.substring(0, slash)::equals).isPresent();
    }

    private static Opened openIn(AppendTo file, Account user, int how, boolean giveAway) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int existing = FileCalls.open(file.path(), FLAGS | how, 0);
            if (existing >= 0) {
                return accept(existing, file, user, how, giveAway);
            }
            if (existing != -Errno.ENOENT) {
                return failed(file, -existing);
            }
            int created = FileCalls.open(file.path(), FLAGS | how | FileCalls.O_CREAT | FileCalls.O_EXCL, 0600);
            if (created >= 0) {
                return own(created, file, user, how, giveAway);
            }
            if (created != -Errno.EEXIST) {
                return failed(file, -created);
            }
        }
        return new Opened.Failed(0, file.path() + ": keeps appearing and disappearing");
    }

    /** A file that was there is taken if it is a file, and in the daemon's own directory only if it is the user's. */
    private static Opened accept(int descriptor, AppendTo file, Account user, int how, boolean giveAway) {
        FileStatus status = FileCalls.status(descriptor);
        if (!status.regular()) {
            return refuse(descriptor, file, "not a regular file");
        }
        if (giveAway && status.uid() != user.uid()) {
            return refuse(descriptor, file, "belongs to another user than " + user.name());
        }
        if (giveAway && status.links() > 1) {
            // Its group may write that directory, and so have put a file there that the user keeps elsewhere.
            return refuse(descriptor, file, "has another name elsewhere, which a log may not have");
        }
        return ready(descriptor, file, how);
    }

    /** fchmod and not the mode of open, which the daemon's umask would narrow. Mode after owner, which may clear bits of it. */
    private static Opened own(int descriptor, AppendTo file, Account user, int how, boolean giveAway) {
        if (giveAway) {
            int given = FileCalls.fchown(descriptor, user.uid(), user.gid());
            if (given < 0) {
                return refuse(descriptor, file, "cannot be given to user " + user.name());
            }
        }
        int moded = FileCalls.fchmod(descriptor, file.fileMode() & 07777);
        return moded < 0 ? refuse(descriptor, file, Errno.describe(-moded)) : ready(descriptor, file, how);
    }

    /** The child must not inherit O_NONBLOCK. */
    private static Opened ready(int descriptor, AppendTo file, int how) {
        int set = FileCalls.setStatusFlags(descriptor, how & FileCalls.O_APPEND);
        return set < 0 ? refuse(descriptor, file, Errno.describe(-set)) : new Opened.Descriptor(descriptor);
    }

    private static Opened refuse(int descriptor, AppendTo file, String why) {
        FileCalls.close(descriptor);
        return new Opened.Failed(0, file.path() + ": " + why);
    }

    private static Opened failed(AppendTo file, int errno) {
        String why = switch (errno) {
            case Errno.ENOENT -> "its directory does not exist";
            case Errno.ELOOP -> "is a symbolic link, which a log may not be";
            case Errno.ENXIO, Errno.ENODEV -> "not a regular file";
            default -> Errno.describe(errno);
        };
        return new Opened.Failed(errno, file.path() + ": " + why);
    }
}
