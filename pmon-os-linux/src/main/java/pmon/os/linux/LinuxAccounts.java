package pmon.os.linux;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Accounts;
import pmon.os.linux.libc.UserCalls;
import pmon.os.linux.libc.UserCalls.Passwd;

/** Accounts from the name service switch. */
final class LinuxAccounts implements Accounts {
    /** The last 32-bit number means "no user" to the kernel. */
    private static final long UID_BOUND = 0xFFFF_FFFFL;

    private final Account self;

    LinuxAccounts(long uid) {
        this.self = byUid(uid);
    }

    @Override
    public Optional<Account> byName(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Optional<Account> named = UserCalls.byName(name).map(LinuxAccounts::account);
        return named.isPresent() ? named : uid(name).map(this::byUid);
    }

    @Override
    public Account byUid(long uid) {
        return UserCalls.byUid(uid)
                .map(LinuxAccounts::account)
                .orElseGet(() -> new Account(Long.toString(uid), uid, uid, List.of(uid), "/", "/bin/sh"));
    }

    @Override
    public OptionalLong group(String name) {
        return name.isEmpty() || name.indexOf('\0') >= 0 ? OptionalLong.empty() : UserCalls.group(name);
    }

    @Override
    public Account self() {
        return self;
    }

    private static Account account(Passwd line) {
        return new Account(
                line.name(),
                line.uid(),
                line.gid(),
                UserCalls.groups(line.name(), line.gid()),
                line.home(),
                line.shell().isEmpty() ? "/bin/sh" : line.shell());
    }

    private static Optional<Long> uid(String digits) {
        if (digits.length() > 10 || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(digits)).filter(uid -> uid < UID_BOUND);
    }
}
