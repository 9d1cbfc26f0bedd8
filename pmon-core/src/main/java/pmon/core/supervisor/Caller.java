package pmon.core.supervisor;

import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;

/**
 * Who asks, as the kernel told the transport.
 *
 * @param administrator whether it is a member of {@code permissions.admin_group}
 * @param pid of the process that asks, which may have ended since; null where nobody knows
 */
public record Caller(
        Account account, boolean administrator, @Nullable Integer pid) {
    /** Somebody who is no administrator. */
    public Caller(Account account) {
        this(account, false);
    }

    /** Somebody whose process is not known. */
    public Caller(Account account, boolean administrator) {
        this(account, administrator, null);
    }

    /** The user and the process, as they are named in the cause of what they ask for. */
    public String named() {
        return pid == null ? account.name() : account.name() + " (pid " + pid + ")";
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
