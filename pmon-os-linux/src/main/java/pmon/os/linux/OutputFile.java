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
    private static final int FLAGS = FileCalls.O_WRONLY
            | FileCalls.O_APPEND
            | FileCalls.O_CLOEXEC
            | FileCalls.O_NOFOLLOW
            | FileCalls.O_NOCTTY
            | FileCalls.O_NONBLOCK;

    /** A file that appears and disappears between our two looks is somebody's game; it ends after this many. */
    private static final int ATTEMPTS = 8;

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
        if (identity.foreign(user) && inOwnDirectory(file.path())) {
            return openIn(file, user, true);
        }
        return identity.as(
                user,
                () -> openIn(file, user, false),
                new Opened.Failed(Errno.EPERM, file.path() + ": cannot be opened as user " + user.name()));
    }

    private boolean inOwnDirectory(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0
                && ownDirectory.filter(path.substring(0, slash)::equals).isPresent();
    }

    private static Opened openIn(AppendTo file, Account user, boolean giveAway) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int existing = FileCalls.open(file.path(), FLAGS, 0);
            if (existing >= 0) {
                return accept(existing, file, user, giveAway);
            }
            if (existing != -Errno.ENOENT) {
                return failed(file, -existing);
            }
            int created = FileCalls.open(file.path(), FLAGS | FileCalls.O_CREAT | FileCalls.O_EXCL, 0600);
            if (created >= 0) {
                return own(created, file, user, giveAway);
            }
            if (created != -Errno.EEXIST) {
                return failed(file, -created);
            }
        }
        return new Opened.Failed(0, file.path() + ": keeps appearing and disappearing");
    }

    /** A file that was there is taken if it is a file, and in the daemon's own directory only if it is the user's. */
    private static Opened accept(int descriptor, AppendTo file, Account user, boolean giveAway) {
        FileStatus status = FileCalls.status(descriptor);
        if (!status.regular()) {
            return refuse(descriptor, file, "not a regular file");
        }
        if (giveAway && status.uid() != user.uid()) {
            return refuse(descriptor, file, "belongs to another user than " + user.name());
        }
        return ready(descriptor, file);
    }

    /** fchmod and not the mode of open, which the daemon's umask would narrow. Mode after owner, which may clear bits of it. */
    private static Opened own(int descriptor, AppendTo file, Account user, boolean giveAway) {
        if (giveAway) {
            int given = FileCalls.fchown(descriptor, user.uid(), user.gid());
            if (given < 0) {
                return refuse(descriptor, file, "cannot be given to user " + user.name());
            }
        }
        int moded = FileCalls.fchmod(descriptor, file.fileMode() & 07777);
        return moded < 0 ? refuse(descriptor, file, Errno.describe(-moded)) : ready(descriptor, file);
    }

    /** The child must not inherit O_NONBLOCK. */
    private static Opened ready(int descriptor, AppendTo file) {
        int set = FileCalls.setStatusFlags(descriptor, FileCalls.O_APPEND);
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
