package pmon.testkit.kernel;

import java.util.List;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Accounts;

/** The users of a {@link FakeMachine}: root, and whoever is asked for by number. */
enum FakeAccounts implements Accounts {
    ROOT_ONLY;

    private static final Account ROOT = new Account("root", 0, 0, List.of(0L), "/root", "/bin/sh");

    @Override
    public Optional<Account> byName(String name) {
        return name.equals(ROOT.name()) ? Optional.of(ROOT) : Optional.empty();
    }

    @Override
    public Account byUid(long uid) {
        return uid == 0 ? ROOT : new Account(Long.toString(uid), uid, uid, List.of(uid), "/", "/bin/sh");
    }

    @Override
    public Account self() {
        return ROOT;
    }
}
