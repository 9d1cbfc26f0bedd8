package pmon.os.linux;

import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileStatus;

/** What files and directories are to a user. */
final class FileAccess {
    private final FilesystemIdentity identity;

    FileAccess(FilesystemIdentity identity) {
        this.identity = identity;
    }

    Access executable(String file, Account user) {
        return unusable(file) ? Access.MISSING : identity.as(user, () -> check(file, false), Access.DENIED);
    }

    Access directory(String directory, Account user) {
        return unusable(directory) ? Access.MISSING : identity.as(user, () -> check(directory, true), Access.DENIED);
    }

    private static boolean unusable(String path) {
        return path.isEmpty() || path.indexOf('\0') >= 0;
    }

    private static Access check(String path, boolean directory) {
        FileStatus status = FileCalls.status(path);
        if (status.error() != 0) {
            return status.error() == Errno.EACCES ? Access.DENIED : Access.MISSING;
        }
        if (directory ? !status.directory() : !status.regular()) {
            return Access.WRONG_KIND;
        }
        return FileCalls.faccessat2(path, FileCalls.X_OK) == 0 ? Access.GRANTED : Access.DENIED;
    }
}
