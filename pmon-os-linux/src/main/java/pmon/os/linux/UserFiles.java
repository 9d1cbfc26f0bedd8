package pmon.os.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Opening;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileStatus;

/**
 * Opens and removes logs of users' programs. Whatever a user puts in the place of a log or of a directory on the way there, the daemon
 * gets no further than that user would.
 */
final class UserFiles {
    // Without O_NONBLOCK a FIFO would hold the thread until somebody opens its other end.
    private static final int FLAGS =
            FileCalls.O_CLOEXEC | FileCalls.O_NOFOLLOW | FileCalls.O_NOCTTY | FileCalls.O_NONBLOCK;

    private final FilesystemIdentity identity;
    private final Optional<String> ownDirectory;

    UserFiles(FilesystemIdentity identity, Optional<String> ownDirectory) {
        this.identity = identity;
        this.ownDirectory = ownDirectory;
    }

    Opening open(String file, Account user, boolean write) {
        int descriptor = as(file, user, () -> FileCalls.open(file, FLAGS | (write ? FileCalls.O_WRONLY : 0), 0));
        if (descriptor < 0) {
            return failed(-descriptor);
        }
        try {
            FileStatus status = FileCalls.status(descriptor);
            if (beingMade(file, status, descriptor, user)) {
                return new Opening.Missing();
            }
            Optional<String> objection = objection(file, status, user);
            return objection.isPresent() ? new Opening.Refused(objection.get()) : opened(descriptor, write);
        } finally {
            FileCalls.close(descriptor);
        }
    }

    /** A log in the daemon's own directory is made as the daemon's and then given to its user: in between there is no log yet. */
    private boolean beingMade(String file, FileStatus status, int descriptor, Account user) {
        if (!own(file) || !status.regular() || status.uid() == user.uid() || !identity.daemons(status.uid())) {
            return false;
        }
        try {
            return Files.size(Path.of("/proc/self/fd", Integer.toString(descriptor))) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Optional<String> delete(String file, Account user) {
        int descriptor = as(file, user, () -> FileCalls.open(file, FLAGS, 0));
        if (descriptor < 0) {
            return descriptor == -Errno.ENOENT || descriptor == -Errno.ENOTDIR
                    ? Optional.empty()
                    : Optional.of(why(-descriptor));
        }
        Optional<String> objection = objection(file, FileCalls.status(descriptor), user);
        FileCalls.close(descriptor);
        if (objection.isPresent()) {
            return objection;
        }
        // Were something else put in its place meanwhile, the user could have removed that as well.
        int removed = as(file, user, () -> FileCalls.unlink(file));
        return removed < 0 && removed != -Errno.ENOENT ? Optional.of(why(-removed)) : Optional.empty();
    }

    List<String> names(String directory, Account user) {
        // The name of any file in it tells whose directory it is.
        int descriptor = as(
                directory + "/.",
                user,
                () -> FileCalls.open(directory, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC, 0));
        if (descriptor < 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of("/proc/self/fd", Integer.toString(descriptor)))) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        } finally {
            FileCalls.close(descriptor);
        }
        return names;
    }

    /** Only in the daemon's own directory its own rights count: nobody else puts anything there. */
    private int as(String file, Account user, Supplier<Integer> call) {
        return own(file) ? call.get() : identity.as(user, call, -Errno.EPERM);
    }

    private boolean own(String file) {
        int slash = file.lastIndexOf('/');
        return slash > 0
                && ownDirectory.filter(file.substring(0, slash)::equals).isPresent();
    }

    private Optional<String> objection(String file, FileStatus status, Account user) {
        if (!status.regular()) {
            return Optional.of("it is not a regular file");
        }
        if (status.links() > 1 && own(file)) {
            // Its group may write that directory, and so have put a file there that the user keeps elsewhere.
            return Optional.of("it has another name elsewhere, which a log may not have");
        }
        return status.uid() == user.uid()
                ? Optional.empty()
                : Optional.of("it belongs to uid " + status.uid() + ", and the program to " + user.name());
    }

    /** The link in /proc leads to the very file that was looked at. */
    private static Opening opened(int descriptor, boolean write) {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            BasicFileAttributes attributes = Files.readAttributes(link, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            Object identity = key == null ? attributes.creationTime() : key;
            if (write) {
                return new Opening.Opened(Files.newByteChannel(link, StandardOpenOption.WRITE), identity, null);
            }
            FileInputStream file = new FileInputStream(link.toFile());
            return new Opening.Opened(file.getChannel(), identity, file.getFD());
        } catch (IOException e) {
            return new Opening.Refused("cannot be read through /proc: " + e.getMessage());
        }
    }

    private static Opening failed(int errno) {
        return errno == Errno.ENOENT || errno == Errno.ENOTDIR
                ? new Opening.Missing()
                : new Opening.Refused(why(errno));
    }

    private static String why(int errno) {
        return switch (errno) {
            case Errno.ELOOP -> "it is a symbolic link";
            case Errno.ENXIO, Errno.ENODEV -> "it is not a regular file";
            default -> Errno.describe(errno);
        };
    }
}
