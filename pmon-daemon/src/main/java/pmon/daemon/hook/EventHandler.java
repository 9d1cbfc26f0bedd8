package pmon.daemon.hook;

/** Reacts to what happens to programs. */
public interface EventHandler {
    /**
     * Reacts. Called on a platform thread that may be kept for a while; for one program never before the call for what happened to it
     * earlier has returned, for several programs at the same time.
     */
    void handle(Occurrence occurrence) throws InterruptedException;
}
