package pmon.daemon.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.FileText;

/** Users of the tests' own, and real files looked at with their rights as the mode bits say them. */
final class Machine implements Accounts, FileAccess {
    static final Account ROOT = new Account("root", 0, 0, List.of(0L), "/root", "/bin/bash");
    static final Account ALICE = new Account("alice", 61_001, 61_001, List.of(61_001L), "/home/alice", "/bin/sh");
    static final Account BOB = new Account("bob", 61_002, 61_002, List.of(61_002L), "/home/bob", "/bin/zsh");

    private final Account self;

    Machine(Account self) {
        this.self = self;
    }

    @Override
    public Optional<Account> byName(String name) {
        return List.of(ROOT, ALICE, BOB).stream()
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    @Override
    public Account byUid(long uid) {
        return List.of(ROOT, ALICE, BOB).stream()
                .filter(account -> account.uid() == uid)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Account self() {
        return self;
    }

    @Override
    public Access executable(String file, Account user) {
        return access(Path.of(file), user, false);
    }

    @Override
    public Access directory(String directory, Account user) {
        return access(Path.of(directory), user, true);
    }

    @Override
    public FileText read(String file, Account user, int maxBytes) {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            return new FileText.Missing();
        }
        if (!Files.isRegularFile(path)) {
            return new FileText.Refused("is not a regular file");
        }
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode");
            return user.root() || (mode & 0004) != 0
                    ? new FileText.Read(Files.readString(path))
                    : new FileText.Denied();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Access access(Path path, Account user, boolean directory) {
        if (!Files.exists(path)) {
            return Access.MISSING;
        }
        if (Files.isDirectory(path) != directory) {
            return Access.WRONG_KIND;
        }
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode");
            int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            int needed = user.root() ? 0111 : owner == user.uid() ? 0100 : 0001;
            return (mode & needed) != 0 ? Access.GRANTED : Access.DENIED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
