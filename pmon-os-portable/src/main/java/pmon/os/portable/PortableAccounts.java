package pmon.os.portable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.KernelException;

/** The account the daemon runs as; no other can be used by this port, so no other is looked up. */
final class PortableAccounts implements Accounts {
    private final Account self;

    PortableAccounts() {
        String[] ids = Shell.run("id -un && id -u && id -g && id -G && echo \"${SHELL:-/bin/sh}\"", List.of())
                .map(output -> output.split("\n", -1))
                .filter(lines -> lines.length == 5)
                .orElseThrow(() -> new KernelException("id(1) does not tell who the daemon runs as"));
        List<Long> groups =
                Arrays.stream(ids[3].split(" ", -1)).map(Long::valueOf).toList();
        this.self = new Account(
                ids[0],
                Long.parseLong(ids[1]),
                Long.parseLong(ids[2]),
                groups,
                System.getProperty("user.home", "/"),
                ids[4]);
    }

    @Override
    public Optional<Account> byName(String name) {
        boolean me = name.equals(self.name()) || name.equals(Long.toString(self.uid()));
        return me ? Optional.of(self) : Optional.empty();
    }

    @Override
    public Account byUid(long uid) {
        return uid == self.uid() ? self : new Account(Long.toString(uid), uid, uid, List.of(uid), "/", Shell.PATH);
    }

    @Override
    public Account self() {
        return self;
    }
}
