package pmon.daemon.request;

import java.util.function.Consumer;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.Snapshot;

/** The supervisor as requests see it. Any thread. */
public interface SupervisorPort {
    /**
     * Asks for a change. The reply comes once, on the supervisor's thread, so it must not block.
     *
     * @return false when the mailbox is full; then nothing happens and no reply comes
     */
    boolean submit(Caller caller, Change change, Consumer<Outcome> reply);

    /** All programs as they were a moment ago. */
    Snapshot snapshot();
}
