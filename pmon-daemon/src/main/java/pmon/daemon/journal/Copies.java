package pmon.daemon.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import pmon.core.supervisor.Entry;
import pmon.daemon.sidecar.RecordCopies;

/**
 * Keeps the sidecars at what is being committed: written before, so that there is one before a program is spawned, and removed after, so
 * that one is there as long as the store may say that the program is. The journal's thread only.
 */
final class Copies {
    private static final Logger LOG = System.getLogger(Copies.class.getName());

    private final RecordCopies sidecars;
    private final StoreHealth health;
    private int nextId = 1;
    private long lastSeq;

    Copies(RecordCopies sidecars, StoreHealth health) {
        this.sidecars = sidecars;
        this.health = health;
    }

    void begin(int next, long seq) {
        nextId = next;
        lastSeq = seq;
    }

    void before(Backlog backlog) {
        if (!backlog.events().isEmpty()) {
            lastSeq = backlog.events().getLast().seq();
        }
        List<Entry> records = backlog.records();
        for (Entry entry : records) {
            if (entry instanceof Entry.NextId(int id)) {
                nextId = id;
            }
        }
        String failure = null;
        boolean tried = false;
        for (Entry entry : records) {
            if (entry instanceof Entry.Put(var record)) {
                tried = true;
                try {
                    sidecars.keep(record, nextId, lastSeq);
                } catch (IOException e) {
                    failure = "cannot write the sidecar file of " + record.name() + ": " + e.getMessage();
                }
            }
        }
        if (tried && health.copiesFail(failure)) {
            LOG.log(Level.WARNING, failure);
        }
    }

    void after(Backlog backlog) {
        for (Entry entry : backlog.records()) {
            if (entry instanceof Entry.Remove(int id)) {
                try {
                    sidecars.remove(id);
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "cannot remove a sidecar file: {0}", e.getMessage());
                }
            }
        }
    }
}
