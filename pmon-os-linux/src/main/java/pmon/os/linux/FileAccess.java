package pmon.os.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.FileText;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileStatus;

/** What files and directories are to a user. */
final class FileAccess {
    // Without O_NONBLOCK a FIFO would hold the thread until somebody writes to it.
    private static final int READ_FLAGS =
            FileCalls.O_RDONLY | FileCalls.O_CLOEXEC | FileCalls.O_NOFOLLOW | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK;

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

    FileText read(String file, Account user, int maxBytes) {
        return unusable(file)
                ? new FileText.Missing()
                : identity.as(
                        user, () -> read(file, maxBytes), new FileText.Refused("cannot be read as " + user.name()));
    }

    private static FileText read(String file, int maxBytes) {
        int descriptor = FileCalls.open(file, READ_FLAGS, 0);
        if (descriptor < 0) {
            return switch (-descriptor) {
                case Errno.ENOENT, Errno.ENOTDIR -> new FileText.Missing();
                case Errno.EACCES, Errno.EPERM -> new FileText.Denied();
                default -> new FileText.Refused(Errno.describe(-descriptor));
            };
        }
        try {
            return FileCalls.status(descriptor).regular()
                    ? contents(descriptor, maxBytes)
                    : new FileText.Refused("is not a regular file");
        } finally {
            FileCalls.close(descriptor);
        }
    }

    private static FileText contents(int descriptor, int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            FileCalls.Chunk chunk = FileCalls.read(descriptor);
            if (chunk.count() < 0 && chunk.count() != -Errno.EINTR) {
                return new FileText.Refused(Errno.describe(-chunk.count()));
            }
            if (chunk.count() == 0) {
                return new FileText.Read(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(chunk.bytes(), 0, Math.max(0, chunk.count()));
            if (bytes.size() > maxBytes) {
                return new FileText.Refused("is larger than " + maxBytes + " bytes");
            }
        }
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
