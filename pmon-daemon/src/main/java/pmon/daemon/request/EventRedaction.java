package pmon.daemon.request;

import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.protocol.ProcessEvent;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * Events as one caller may see them: that something happens to others' programs is no secret, but a cause can quote
 * paths.
 *
 * @param daemonUid whose daemon it is; its owner sees everything, also of programs that are gone
 */
record EventRedaction(Supplier<Snapshot> snapshot, long daemonUid) {
    ProcessEvent of(ProcessEvent event, Caller caller) {
        return open(event, caller)
                ? event
                : new ProcessEvent(
                        event.seq(),
                        event.time(),
                        event.type(),
                        event.process(),
                        event.id(),
                        event.generation(),
                        event.from(),
                        event.to(),
                        "",
                        event.pid(),
                        event.exit());
    }

    /** Of a program that is gone nobody knows any more whose it was. Ids are never given twice. */
    private boolean open(ProcessEvent event, Caller caller) {
        Account account = caller.account();
        if (account.root() || account.uid() == daemonUid) {
            return true;
        }
        for (ProcessSnapshot process : snapshot.get().processes()) {
            if (process.id() == event.id()) {
                return caller.mayActOn(process.record().spec().user());
            }
        }
        return false;
    }
}
