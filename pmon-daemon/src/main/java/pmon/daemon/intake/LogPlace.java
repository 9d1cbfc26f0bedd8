package pmon.daemon.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Access;
import pmon.daemon.place.Places;

/**
 * Where the output of a program goes. The daemon's own directory is written with the daemon's rights, so a caller other than root
 * may have nothing there but the file that carries the program's name; everywhere else the program's user needs the rights.
 *
 * @param own the daemon's own directory of logs
 * @param self the account the daemon runs as
 */
record LogPlace(FileAccess access, Path own, Account self) {
    /** The daemon's own log in that directory. */
    private static final String RESERVED = "pmond.log";

    /**
     * Resolves the path and makes a missing directory where the daemon runs as the program's user.
     *
     * @param log what was asked for; null derives it
     * @param logDirectory what was asked for; null means the daemon's own
     * @param base where relative paths start
     */
    String resolve(
            @Nullable String log,
            @Nullable String logDirectory,
            Path base,
            ProcessName name,
            Account user,
            Account caller)
            throws Refusal {
        if (log == null && logDirectory == null && own.equals(Places.STANDARD_OUTPUT)) {
            return own.toString();
        }
        Path directory = logDirectory == null ? own : base.resolve(logDirectory).normalize();
        Path file = log == null
                ? directory.resolve(name + ".log")
                : base.resolve(log).normalize();
        Path parent = file.getParent();
        if (parent == null || (log != null && (log.isEmpty() || log.endsWith("/")))) {
            throw new Refusal(ErrorCode.USAGE, "the log " + file + " is a directory; name a file");
        }
        if (parent.equals(own)) {
            inOwnDirectory(file, name, user, caller);
        } else {
            usable(parent, user);
            Access found = access.directory(file.toString(), user);
            if (found == Access.GRANTED || (found == Access.DENIED && Files.isDirectory(file))) {
                throw new Refusal(ErrorCode.USAGE, "the log " + file + " is a directory; name a file");
            }
            if (special(file)) {
                throw new Refusal(
                        ErrorCode.USAGE,
                        "the log " + file
                                + " is not a regular file; a program whose output nobody wants has `logs: {mode:"
                                + " none}` in its process configuration");
            }
        }
        return file.toString();
    }

    /** A device, a pipe or a socket: nothing that a log could be rotated from. It is looked for again whenever the file is opened. */
    private static boolean special(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException _) {
            return false;
        }
    }

    /** Checks a directory that logs are to be put into, and makes it where the daemon may do so for that user. */
    void usable(Path directory, Account user) throws Refusal {
        switch (access.directory(directory.toString(), user)) {
            case GRANTED -> {}
            case WRONG_KIND ->
                throw new Refusal(ErrorCode.USAGE, "the log directory " + directory + " is not a directory");
            case DENIED ->
                throw new Refusal(
                        ErrorCode.NOT_PERMITTED, user.name() + " may not enter the log directory " + directory);
            case MISSING -> make(directory, user);
        }
    }

    private void inOwnDirectory(Path file, ProcessName name, Account user, Account caller) throws Refusal {
        if (file.endsWith(RESERVED)) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED, file + " is the daemon's own log; choose another name, or pass --log");
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(ErrorCode.USAGE, "the log " + file + " is a directory; name a file");
        }
        if (caller.root()) {
            return;
        }
        if (!file.endsWith(name + ".log") && !self.equals(caller)) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED,
                    "in " + own
                            + " only root may choose the name of a log; leave --log out, or name another directory");
        }
        long owner = owner(file);
        if (owner >= 0 && owner != user.uid()) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED,
                    "the log " + file + " belongs to another user; choose another name, or pass --log");
        }
    }

    private void make(Path directory, Account user) throws Refusal {
        if (user.uid() != self.uid()) {
            throw new Refusal(
                    ErrorCode.NO_SUCH_FILE,
                    "there is no log directory " + directory + "; make it, writable by " + user.name());
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new Refusal(ErrorCode.FAILED, "cannot make the log directory " + directory + ": " + e.getMessage());
        }
    }

    /** The uid that owns a file; -1 where there is none. */
    private static long owner(Path file) throws Refusal {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? ((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue()
                    : -1;
        } catch (IOException e) {
            throw new Refusal(ErrorCode.FAILED, "cannot look at " + file + ": " + e.getMessage());
        }
    }
}
