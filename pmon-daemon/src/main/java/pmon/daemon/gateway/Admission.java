package pmon.daemon.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.transport.Peer;
import pmon.core.supervisor.Caller;

/** Decides who may come in, and counts who is in. Any thread. */
final class Admission {
    private final Accounts accounts;
    private final Audience audience;
    private final GatewayLimits limits;
    private final Map<Long, Integer> inside = new HashMap<>();
    private int total;

    Admission(Accounts accounts, Audience audience, GatewayLimits limits) {
        this.accounts = accounts;
        this.audience = audience;
        this.limits = limits;
    }

    /** The verdict on one client. */
    sealed interface Verdict {
        /**
         * It may come in.
         *
         * @param operator whether it may end or replace the daemon
         */
        record Admitted(Caller caller, boolean operator) implements Verdict {}

        /** It may not. */
        record Denied(ErrorCode code, String message) implements Verdict {}
    }

    /** Judges a client, and takes a place for it if it may come in. */
    Verdict enter(Peer peer) {
        Optional<Account> known = account(peer);
        if (known.isEmpty()) {
            return new Verdict.Denied(ErrorCode.NOT_PERMITTED, "user " + peer.user() + " is not known here");
        }
        Account account = known.get();
        boolean operator = account.root() || account.uid() == accounts.self().uid();
        if (!operator && !audience.everybody()) {
            return new Verdict.Denied(
                    ErrorCode.NOT_PERMITTED,
                    account.name() + " may not use this daemon; it serves "
                            + accounts.self().name() + " and root");
        }
        return take(account.uid(), operator)
                ? new Verdict.Admitted(new Caller(account, administrator(account), peer.pid()), operator)
                : new Verdict.Denied(ErrorCode.BUSY, "too many clients are connected; try again later");
    }

    /**
     * The account the kernel means. It told a number, which the transport made a name of where there is one; a name of digits only is
     * believed where it is its own number, because it could be either.
     */
    private Optional<Account> account(Peer peer) {
        boolean digits = peer.user().chars().allMatch(c -> c >= '0' && c <= '9');
        return accounts.byName(peer.user())
                .filter(account -> !digits || Long.toString(account.uid()).equals(peer.user()));
    }

    private boolean administrator(Account account) {
        String group = audience.adminGroup().get();
        OptionalLong gid = group == null ? OptionalLong.empty() : accounts.group(group);
        return gid.isPresent() && account.groups().contains(gid.getAsLong());
    }

    /** Gives the place of an admitted client back. */
    synchronized void leave(Caller caller) {
        total--;
        inside.computeIfPresent(caller.account().uid(), (_, count) -> count == 1 ? null : count - 1);
    }

    private synchronized boolean take(long uid, boolean operator) {
        int own = inside.getOrDefault(uid, 0);
        boolean room = operator
                ? total < limits.clients()
                : total < limits.clients() - limits.reserved() && own < limits.perUser();
        if (room) {
            total++;
            inside.put(uid, own + 1);
        }
        return room;
    }
}
