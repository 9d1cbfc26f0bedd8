package pmon.daemon.programlog;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Opening;

/** Opens the regular files of this process's own user so that they can be passed on, and nothing else. */
final class OpenedFiles implements UserFiles {
    @Override
    public Opening open(String file, Account user, boolean write) {
        Path path = Path.of(file);
        if (write || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Opening.Refused("of " + user.name());
        }
        try {
            FileInputStream opened = new FileInputStream(file);
            Object identity = Objects.requireNonNull(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            return new Opening.Opened(opened.getChannel(), identity, opened.getFD());
        } catch (IOException e) {
            return new Opening.Missing();
        }
    }

    @Override
    public Optional<String> delete(String file, Account user) {
        return Optional.of("of " + user.name());
    }

    @Override
    public List<String> names(String directory, Account user) {
        return List.of();
    }
}
