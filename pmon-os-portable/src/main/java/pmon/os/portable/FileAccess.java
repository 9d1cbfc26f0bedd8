package pmon.os.portable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;

/** What files are to the daemon's own user; of others it only knows that it cannot act for them. */
final class FileAccess {
    private final Account self;

    FileAccess(Account self) {
        this.self = self;
    }

    Access executable(String file, Account user) {
        return check(file, user, false);
    }

    Access directory(String directory, Account user) {
        return check(directory, user, true);
    }

    private Access check(String text, Account user, boolean directory) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException _) {
            return Access.MISSING;
        }
        if (user.uid() != self.uid()) {
            return Access.DENIED;
        }
        if (text.isEmpty() || Files.notExists(path)) {
            return Access.MISSING;
        }
        if (directory ? !Files.isDirectory(path) : !Files.isRegularFile(path)) {
            return Files.exists(path) ? Access.WRONG_KIND : Access.DENIED;
        }
        return Files.isExecutable(path) ? Access.GRANTED : Access.DENIED;
    }
}
