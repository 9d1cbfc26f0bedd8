package pmon.daemon.journal;

import pmon.api.spi.store.StoreException;

/** Learns what became of what was appended, in the order of the tickets. Called on the journal's thread; must not block. */
public interface JournalListener {
    /** Everything appended up to this ticket is durable. Called once for each commit. */
    void committed(long ticket);

    /** What was appended with this ticket is not durable now; see {@link Journal} for what becomes of it. Called for each ticket. */
    void failed(long ticket, StoreException reason);
}
