package pmon.daemon.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.api.spi.store.StoredState.StoredProcess;
import pmon.core.supervisor.GroupTable;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Unfinished;
import pmon.wire.document.DocumentException;
import pmon.wire.document.Documents;
import pmon.wire.document.GroupsDocument;

/** What a store holds, as the supervisor understands it. What cannot be read is passed over and logged: the rest is worth having. */
public final class Recovery {
    /** The value that holds the next free id. */
    static final String NEXT_ID = "next_id";

    /** The value that holds the groups. */
    static final String GROUPS = "groups";

    /** The value that holds requests that go on under the next daemon. */
    static final String REQUESTS = "requests";

    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private Recovery() {}

    /** The records, the next free id (never one that is taken), the number of the newest event, and the groups. */
    public static Recovered of(StoredState state) {
        List<ProcessRecord> records = new ArrayList<>();
        for (StoredProcess process : state.processes()) {
            try {
                records.add(Documents.decodeProcess(process.document()));
            } catch (DocumentException e) {
                LOG.log(Level.ERROR, "cannot read the record of {0}: {1}", process.name(), e.getMessage());
            }
        }
        return new Recovered(
                records,
                nextId(state),
                state.lastSeq(),
                groups(state.values().get(GROUPS)),
                requests(state.values().get(REQUESTS)));
    }

    /** The next free id, without a look into the records. */
    static int nextId(StoredState state) {
        int nextId = nextId(state.values().get(NEXT_ID));
        for (StoredProcess process : state.processes()) {
            nextId = Math.max(nextId, process.id() + 1);
        }
        return nextId;
    }

    /** An event; empty when it cannot be read. */
    static Optional<ProcessEvent> event(StoredEvent event) {
        try {
            return Optional.of(Documents.decodeEvent(event.document()));
        } catch (DocumentException e) {
            LOG.log(Level.DEBUG, "cannot read event {0}: {1}", Long.toString(event.seq()), e.getMessage());
            return Optional.empty();
        }
    }

    private static GroupTable groups(@Nullable String document) {
        if (document == null) {
            return GroupTable.EMPTY;
        }
        try {
            GroupsDocument groups = Documents.decodeGroups(document);
            return GroupTable.recorded(groups.nextId(), groups.names());
        } catch (DocumentException e) {
            LOG.log(Level.ERROR, "cannot read the groups: {0}", e.getMessage());
            return GroupTable.EMPTY;
        }
    }

    private static List<Unfinished> requests(@Nullable String document) {
        if (document == null) {
            return List.of();
        }
        try {
            return RequestNotes.read(Documents.decodeRequests(document));
        } catch (DocumentException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "cannot read which requests were under way: {0}", e.getMessage());
            return List.of();
        }
    }

    private static int nextId(@Nullable String value) {
        try {
            return value == null ? 1 : Math.max(1, Integer.parseInt(value));
        } catch (NumberFormatException e) {
            LOG.log(Level.ERROR, "cannot read the next id, {0}", value);
            return 1;
        }
    }
}
