package pmon.daemon.programlog;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Opening;

/**
 * Opens logs for reading, and only logs: regular files, never through a symbolic link, and, where the daemon is root and the program is
 * not, only files that belong to the program's user, with the rights of that user: it can put anything in the place of its log, or of
 * its log's directory.
 */
final class LogFiles {
    private final boolean root;
    private final UserFiles userFiles;

    /**
     * @param daemon the account the daemon runs as
     * @param userFiles where it is root, the logs of programs that are not
     */
    LogFiles(Account daemon, UserFiles userFiles) {
        this.root = daemon.root();
        this.userFiles = userFiles;
    }

    private boolean foreign(LogSource source) {
        return root && !source.owner().root();
    }

    /** Opens the log, at its beginning; empty when there is none, or no directory for it. */
    Optional<OpenLog> open(LogSource source) throws UnreadableLogException {
        return open(source, StandardOpenOption.READ);
    }

    /** Empties the log, if there is one, under the same rules. Who writes it appends, so nothing is left between. */
    void empty(LogSource source) throws UnreadableLogException {
        Optional<OpenLog> opened = open(source, StandardOpenOption.WRITE);
        if (opened.isEmpty()) {
            return;
        }
        try (OpenLog log = opened.get()) {
            log.empty();
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    private Optional<OpenLog> open(LogSource source, StandardOpenOption how) throws UnreadableLogException {
        if (foreign(source)) {
            boolean write = how == StandardOpenOption.WRITE;
            return switch (userFiles.open(source.file().toString(), source.owner(), write)) {
                case Opening.Opened opened -> Optional.of(open(source, opened));
                case Opening.Missing() -> Optional.empty();
                case Opening.Refused(String why) -> throw new UnreadableLogException(source, why);
            };
        }
        // The daemon's own user's: what cannot be opened so that it can be passed on can be read all the same.
        if (how == StandardOpenOption.READ
                && userFiles.open(source.file().toString(), source.owner(), false) instanceof Opening.Opened opened) {
            return Optional.of(open(source, opened));
        }
        Path directory = source.file().getParent();
        Path name = source.file().getFileName();
        if (directory == null || name == null) {
            throw new UnreadableLogException(source, "it is a directory");
        }
        try (DirectoryStream<Path> held = Files.newDirectoryStream(directory)) {
            if (!(held instanceof SecureDirectoryStream<Path> secure)) {
                throw new UnreadableLogException(source, "this system cannot hold its directory open");
            }
            PosixFileAttributes attributes = attributes(secure, name);
            check(source, attributes);
            SeekableByteChannel channel = secure.newByteChannel(name, Set.of(how, LinkOption.NOFOLLOW_LINKS));
            return Optional.of(new OpenLog(source, channel, identity(attributes), null));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw new UnreadableLogException(source, e.getReason() == null ? "permission denied" : e.getReason());
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    private static OpenLog open(LogSource source, Opening.Opened opened) {
        return new OpenLog(source, opened.channel(), opened.identity(), opened.descriptor());
    }

    /** Its rotated files, oldest first. They can be gone, or have another number, when they are opened. */
    List<LogSource> rotated(LogSource source) throws UnreadableLogException {
        Path directory = source.file().getParent();
        if (directory == null) {
            return List.of();
        }
        return Rotations.among(
                foreign(source) ? userFiles.names(directory.toString(), source.owner()) : names(directory, source),
                source);
    }

    private static List<String> names(Path directory, LogSource source) throws UnreadableLogException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnreadableLogException(source, e);
        }
        return names;
    }

    /** Deletes the log, if there is one, under the same rules. */
    void delete(LogSource source) throws UnreadableLogException {
        if (foreign(source)) {
            Optional<String> why = userFiles.delete(source.file().toString(), source.owner());
            if (why.isPresent()) {
                throw new UnreadableLogException(source, why.get());
            }
            return;
        }
        Path directory = source.file().getParent();
        Path name = source.file().getFileName();
        if (directory == null || name == null) {
            throw new UnreadableLogException(source, "it is a directory");
        }
        try (DirectoryStream<Path> held = Files.newDirectoryStream(directory)) {
            if (!(held instanceof SecureDirectoryStream<Path> secure)) {
                throw new UnreadableLogException(source, "this system cannot hold its directory open");
            }
            check(source, attributes(secure, name));
            secure.deleteFile(name);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing was ever written, or somebody was faster.
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** What is in the log's place now, told apart from what was there before; null when nothing is. */
    static @Nullable Object identity(LogSource source) throws UnreadableLogException {
        try {
            return identity(Files.readAttributes(source.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (IOException e) {
            throw new UnreadableLogException(source, e);
        }
    }

    /** When what is in the log's place was written last, since the epoch; long ago when nothing is there. */
    static long modifiedMillis(LogSource source) {
        try {
            return Files.getLastModifiedTime(source.file(), LinkOption.NOFOLLOW_LINKS)
                    .toMillis();
        } catch (IOException e) {
            return Long.MIN_VALUE;
        }
    }

    private static void check(LogSource source, PosixFileAttributes attributes) throws UnreadableLogException {
        if (attributes.isSymbolicLink()) {
            throw new UnreadableLogException(source, "it is a symbolic link");
        }
        if (!attributes.isRegularFile()) {
            throw new UnreadableLogException(source, "it is not a regular file");
        }
    }

    private static Object identity(BasicFileAttributes attributes) {
        // Device and inode. As long as the old file is open its inode is not given to another.
        Object key = attributes.fileKey();
        return key == null ? attributes.creationTime() : key;
    }
}
