package pmon.os.portable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.FileText;

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

    FileText read(String text, Account user, int maxBytes) {
        if (user.uid() != self.uid()) {
            return new FileText.Refused("cannot be read as " + user.name());
        }
        try {
            Path path = Path.of(text);
            if (text.isEmpty() || Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new FileText.Missing();
            }
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return new FileText.Refused("is not a regular file");
            }
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(maxBytes + 1);
                return bytes.length > maxBytes
                        ? new FileText.Refused("is larger than " + maxBytes + " bytes")
                        : new FileText.Read(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (InvalidPathException _) {
            return new FileText.Missing();
        } catch (AccessDeniedException _) {
            return new FileText.Denied();
        } catch (IOException e) {
            return new FileText.Refused(String.valueOf(e.getMessage()));
        }
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
