package pmon.os.linux;

import java.util.List;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.CredentialCalls;
import pmon.os.linux.libc.ProcessCalls;

/**
 * Lets the calling thread touch files with another user's rights.
 *
 * <p>Only the filesystem ids change, never the real or effective ones: a thread that were the user for an instant could be killed by the
 * user in that instant, and the daemon with it.
 */
final class FilesystemIdentity {
    private final Host host;

    FilesystemIdentity(Host host) {
        this.host = host;
    }

    /** Whether it takes a change of identity to act as this user. */
    boolean foreign(Account user) {
        return user.uid() != host.uid();
    }

    /** Whether this is the user that the daemon runs as. */
    boolean daemons(long uid) {
        return uid == host.uid();
    }

    /** Whether {@link #as} can work for this user. */
    boolean possible(Account user) {
        return !foreign(user) || host.root();
    }

    /**
     * Does something with the rights of a user.
     *
     * @param refused the result where the system does not let us take that identity
     */
    <T> T as(Account user, Supplier<T> action, T refused) {
        if (!foreign(user)) {
            return action.get();
        }
        if (!host.root()) {
            return refused;
        }
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no identity of its own to change");
        }
        List<Long> groups = CredentialCalls.groups();
        long gid = CredentialCalls.fsgid();
        int dumpable = ProcessCalls.dumpable();
        try {
            return assume(user) ? action.get() : refused;
        } finally {
            restore(gid, groups, dumpable);
        }
    }

    /** Groups first: without root's filesystem uid the thread also loses what lets it override permissions. */
    private static boolean assume(Account user) {
        return CredentialCalls.setgroups(user.groups()) >= 0
                && CredentialCalls.setfsgid(user.gid())
                && CredentialCalls.setfsuid(user.uid());
    }

    /** A thread left with a wrong identity would open the wrong files from then on, so this must not fail quietly. */
    private void restore(long gid, List<Long> groups, int dumpable) {
        boolean uidBack = CredentialCalls.setfsuid(host.uid());
        boolean gidBack = CredentialCalls.setfsgid(gid);
        boolean groupsBack = CredentialCalls.setgroups(groups) >= 0;
        if (!uidBack || !gidBack || !groupsBack) {
            throw new KernelException("cannot take the daemon's own identity back after acting for another user");
        }
        if (dumpable == 1) {
            // The kernel cleared it when the ids changed; core dumps and debuggers of the daemon's owner need it.
            ProcessCalls.setDumpable(1);
        }
    }
}
