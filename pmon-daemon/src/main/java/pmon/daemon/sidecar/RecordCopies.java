package pmon.daemon.sidecar;

import java.io.IOException;
import pmon.api.process.ProcessRecord;

/** Keeps what is needed to rebuild a lost store. The journal's thread only. */
public interface RecordCopies {
    /** Keeps nothing, for a store that is not to outlive the daemon. */
    RecordCopies NONE = new RecordCopies() {
        @Override
        public void keep(ProcessRecord record, int nextId, long lastSeq) {}

        @Override
        public void remove(int id) {}
    };

    /** Keeps a record, with the next free id and the number of the newest event. */
    void keep(ProcessRecord record, int nextId, long lastSeq) throws IOException;

    /** Forgets a program. */
    void remove(int id) throws IOException;
}
