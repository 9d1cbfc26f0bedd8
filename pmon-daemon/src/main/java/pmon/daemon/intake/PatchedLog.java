package pmon.daemon.intake;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;

/**
 * Where the output of programs goes after a restart that says so. Which programs these are is not known here, so the path has to
 * stand for itself: it is absolute, and what belongs in the daemon's own directory gets there by its name only.
 *
 * @param own the daemon's own directory of logs
 * @param self the account the daemon runs as
 */
record PatchedLog(FileAccess access, Path own, Account self) {
    @Nullable
    String file(@Nullable String log, Account user, Account caller) throws Refusal {
        if (log == null) {
            return null;
        }
        Path file = absolute(log, "log");
        Path parent = file.getParent();
        if (parent == null || log.endsWith("/")) {
            throw new Refusal(ErrorCode.USAGE, "the log " + file + " is a directory; name a file");
        }
        if (!parent.equals(own)) {
            new LogPlace(access, own, self).usable(parent, user);
        } else if (!caller.root() && !self.equals(caller)) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED,
                    "in " + own
                            + " only root may choose the name of a log; leave --log out, or name another directory");
        }
        return file.toString();
    }

    @Nullable
    String directory(@Nullable String directory, Account user) throws Refusal {
        if (directory == null) {
            return null;
        }
        Path path = absolute(directory, "log directory");
        if (!path.equals(own)) {
            new LogPlace(access, own, self).usable(path, user);
        }
        return path.toString();
    }

    private static Path absolute(String text, String what) throws Refusal {
        if (!text.startsWith("/")) {
            throw new Refusal(ErrorCode.USAGE, "the " + what + " " + text + " is not an absolute path");
        }
        return Path.of(text).normalize();
    }
}
