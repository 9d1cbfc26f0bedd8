package pmon.daemon.loop;

import java.util.List;
import pmon.core.supervisor.Entry;

/** Takes what has to be made durable, in order; answers through {@link SupervisorLoop#committed} or {@link SupervisorLoop#failed}. */
@FunctionalInterface
public interface Journaling {
    /** Must not block. */
    void append(long ticket, List<Entry> entries);
}
