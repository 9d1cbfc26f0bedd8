package pmon.core.supervisor;

import pmon.api.process.Account;

/** Who asks, as the kernel told the transport. */
public record Caller(Account account) {
    /** Root may act on every program, others on those that run as themselves. */
    public boolean mayActOn(Account owner) {
        return account.root() || account.uid() == owner.uid();
    }
}
