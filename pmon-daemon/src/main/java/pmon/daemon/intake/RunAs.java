package pmon.daemon.intake;

import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Accounts;

/** Whose account a program runs as. */
record RunAs(Accounts accounts) {
    /**
     * @param user the name somebody gave; null means the caller
     */
    Account resolve(@Nullable String user, Account caller) throws Refusal {
        Account account = user == null ? caller : named(user);
        if (account.uid() != caller.uid() && !caller.root()) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED,
                    account.root()
                            ? "cannot set process user to root without sudo"
                            : "cannot set process user to " + account.name()
                                    + ": only root may run programs as somebody else");
        }
        Account self = accounts.self();
        if (!self.root() && self.uid() != account.uid()) {
            throw new Refusal(
                    ErrorCode.NOT_PERMITTED,
                    "this daemon runs as " + self.name() + " and cannot run programs as " + account.name()
                            + "; pass --user " + self.name());
        }
        return account;
    }

    private Account named(String user) throws Refusal {
        return accounts.byName(user).orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_USER, "there is no user " + user));
    }
}
