package pmon.daemon.hook;

import pmon.api.spi.event.Occurrence;

/** Takes what happens to those who want it. Called on one thread, which must not be made to wait. */
public interface Receiver {
    /** Whether there is anybody who wants to hear of it, as far as is known. */
    boolean wants(Occurrence.Kind kind);

    /** Takes it. */
    void give(Occurrence occurrence);
}
