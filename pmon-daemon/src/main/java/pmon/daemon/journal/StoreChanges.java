package pmon.daemon.journal;

import java.util.ArrayList;
import java.util.List;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoredEvent;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.GroupTable;
import pmon.wire.document.Documents;
import pmon.wire.document.GroupsDocument;

/** Entries as the store takes them. */
final class StoreChanges {
    private StoreChanges() {}

    static List<StoreChange> of(Backlog backlog) {
        List<StoreChange> changes = new ArrayList<>();
        for (Entry entry : backlog.records()) {
            changes.add(of(entry));
        }
        for (ProcessEvent event : backlog.events()) {
            changes.add(of(new Entry.Happened(event)));
        }
        return changes;
    }

    private static StoreChange of(Entry entry) {
        return switch (entry) {
            case Entry.Put(ProcessRecord record) ->
                new StoreChange.PutProcess(record.id(), record.name().value(), Documents.encode(record));
            case Entry.Remove(int id) -> new StoreChange.DeleteProcess(id);
            case Entry.Happened(ProcessEvent event) ->
                new StoreChange.AppendEvent(new StoredEvent(event.seq(), event.id(), Documents.encode(event)));
            case Entry.Groups(GroupTable(int nextId, var names)) ->
                new StoreChange.PutValue(Recovery.GROUPS, Documents.encode(new GroupsDocument(nextId, names)));
            case Entry.Requests(var unfinished) ->
                new StoreChange.PutValue(Recovery.REQUESTS, Documents.encode(RequestNotes.of(unfinished)));
            case Entry.NextId(int id) -> new StoreChange.PutValue(Recovery.NEXT_ID, Integer.toString(id));
        };
    }
}
