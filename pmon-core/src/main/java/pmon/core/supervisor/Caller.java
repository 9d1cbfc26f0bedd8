package pmon.core.supervisor;

import pmon.api.process.Account;

/**
 * Who asks, as the kernel told the transport.
 *
 * @param administrator whether it is a member of {@code permissions.admin_group}
 */
public record Caller(Account account, boolean administrator) {
    /** Somebody who is no administrator. */
    public Caller(Account account) {
        this(account, false);
    }

    /** Root may act on every program, administrators on all but root's, others on those that run as themselves. */
    public boolean mayActOn(Account owner) {
        return owns(owner) || (administrator && !owner.root());
    }

    /** Root owns every program, others those that run as themselves. */
    public boolean owns(Account owner) {
        return account.root() || account.uid() == owner.uid();
    }
}
