package pmon.daemon.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import pmon.api.protocol.ProcessEvent;

/** The durable events, those of one program among them. */
public interface EventHistory extends EventSource {
    /**
     * The newest events of one program, oldest first; also of one that is gone.
     *
     * @param limit at most so many, at least 1
     * @return fails as {@link #page} does
     */
    CompletableFuture<List<ProcessEvent>> last(int process, int limit);
}
