package pmon.os.linux;

import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;
import pmon.os.linux.libc.Errno;

/**
 * Turns an error number into what a person needs to know. posix_spawn gives one number for everything between the fork and the new
 * image, so ENOENT may be the directory, the file, or the interpreter in the file's first line: look which.
 */
final class Refusals {
    private final FileAccess access;

    Refusals(FileAccess access) {
        this.access = access;
    }

    /** Whether it may work later. */
    static boolean resources(int errno) {
        return switch (errno) {
            case Errno.EAGAIN, Errno.ENOMEM, Errno.EMFILE, Errno.ENFILE -> true;
            default -> false;
        };
    }

    static Refused shortage(String file, int errno) {
        return new Refused(Cause.NO_RESOURCES, file + ": " + Errno.describe(errno));
    }

    /** Why a spawn failed. */
    Refused of(int errno, SpawnCommand command) {
        if (resources(errno)) {
            return shortage(command.file(), errno);
        }
        return switch (errno) {
            case Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.ELOOP, Errno.ENAMETOOLONG, Errno.EISDIR ->
                directory(command)
                        .or(() -> file(command))
                        .orElseGet(() -> interpreter(errno, command.file(), command.user()));
            case Errno.ENOEXEC, Errno.ELIBBAD ->
                new Refused(Cause.NOT_EXECUTABLE, command.file() + ": " + Errno.describe(errno));
            case Errno.EPERM -> new Refused(Cause.NOT_PERMITTED, command.file() + ": " + Errno.describe(errno));
            default -> new Refused(Cause.OTHER, command.file() + ": " + Errno.describe(errno));
        };
    }

    /** What would fail only after the switch to another user, where nobody could tell us. */
    Optional<Refused> foreseen(SpawnCommand command) {
        return directory(command).or(() -> file(command)).or(() -> firstLine(command));
    }

    private Optional<Refused> directory(SpawnCommand command) {
        return switch (access.directory(command.directory(), command.user())) {
            case GRANTED -> Optional.empty();
            case MISSING -> badDirectory(command, "no such directory");
            case WRONG_KIND -> badDirectory(command, "not a directory");
            case DENIED -> badDirectory(command, denied(command));
        };
    }

    private static Optional<Refused> badDirectory(SpawnCommand command, String why) {
        return Optional.of(new Refused(Cause.BAD_DIRECTORY, command.directory() + ": " + why));
    }

    private Optional<Refused> file(SpawnCommand command) {
        String file = command.file();
        return switch (access.executable(file, command.user())) {
            case GRANTED -> Optional.empty();
            case MISSING -> Optional.of(new Refused(Cause.NO_SUCH_FILE, file + ": no such file"));
            case WRONG_KIND ->
                Optional.of(new Refused(
                        Cause.NOT_EXECUTABLE,
                        access.directory(file, command.user()) == Access.WRONG_KIND
                                ? file + ": not a regular file"
                                : file + ": is a directory"));
            case DENIED -> Optional.of(new Refused(Cause.NOT_EXECUTABLE, file + ": " + denied(command)));
        };
    }

    private static String denied(SpawnCommand command) {
        return "permission denied to user " + command.user().name();
    }

    private Refused interpreter(int errno, String file, Account user) {
        return brokenInterpreter(file, user)
                .orElseGet(() -> new Refused(
                        errno == Errno.ENOENT ? Cause.NOT_EXECUTABLE : Cause.OTHER,
                        errno == Errno.ENOENT
                                ? file + ": its interpreter or dynamic loader is missing"
                                : file + ": " + Errno.describe(errno)));
    }

    private Optional<Refused> firstLine(SpawnCommand command) {
        if (FirstBytes.of(command.file()) instanceof FirstBytes.Neither) {
            // setpriv, like a shell, would let /bin/sh have a go at it; the answer must not depend on the user.
            return Optional.of(
                    new Refused(Cause.NOT_EXECUTABLE, command.file() + ": " + Errno.describe(Errno.ENOEXEC)));
        }
        return brokenInterpreter(command.file(), command.user());
    }

    private Optional<Refused> brokenInterpreter(String file, Account user) {
        if (!(FirstBytes.of(file) instanceof FirstBytes.Script(String interpreter))) {
            return Optional.empty();
        }
        return switch (access.executable(interpreter, user)) {
            case GRANTED -> Optional.empty();
            case MISSING ->
                Optional.of(new Refused(
                        Cause.NOT_EXECUTABLE, file + ": its interpreter " + interpreter + ": no such file"));
            case WRONG_KIND, DENIED ->
                Optional.of(new Refused(
                        Cause.NOT_EXECUTABLE, file + ": its interpreter " + interpreter + ": cannot be executed"));
        };
    }
}
