package pmon.daemon.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.daemon.sidecar.Sidecars;
import pmon.wire.document.Documents;
import pmon.wire.document.GroupsDocument;

/**
 * Opens the store even where it is damaged or gone: keeps what is left of it aside, begins a new one, and puts into that what the sidecars
 * say. What is lost then is the history, and what happened since each sidecar was written, which comparing with the processes makes up for.
 */
public final class SafeOpening implements StoreOpening {
    private static final Logger LOG = System.getLogger(SafeOpening.class.getName());
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StoreProvider provider;
    private final Path data;
    private final Sidecars sidecars;
    private final StoreHealth health;
    private final InstantSource clock;

    public SafeOpening(StoreProvider provider, Path data, Sidecars sidecars, StoreHealth health, InstantSource clock) {
        this.provider = provider;
        this.data = data;
        this.sidecars = sidecars;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public Store open() throws StoreException {
        Store store;
        StoredState state;
        try {
            store = provider.open(data);
            state = read(store);
        } catch (StoreException e) {
            if (e.kind() != Kind.CORRUPT) {
                throw e;
            }
            return anew(e);
        }
        boolean empty = state.processes().isEmpty() && state.lastSeq() == 0;
        if (empty && sidecars.any()) {
            return filled(store, "the database is empty, though there are programs");
        }
        Set<Integer> known = new HashSet<>();
        state.processes().forEach(process -> known.add(process.id()));
        sidecars.retain(known);
        return store;
    }

    @Override
    public Store replace(Store damaged, StoreException why) throws StoreException {
        close(damaged);
        return anew(why);
    }

    private static StoredState read(Store store) throws StoreException {
        try {
            return store.load();
        } catch (StoreException e) {
            close(store);
            throw e;
        }
    }

    private Store anew(StoreException why) throws StoreException {
        Optional<Path> aside = provider.setAside(data, LABEL.format(clock.instant()));
        if (aside.isEmpty()) {
            throw why;
        }
        Store fresh = provider.open(data);
        return filled(fresh, "the database was damaged (" + why.getMessage() + ") and is kept as " + aside.get());
    }

    private Store filled(Store store, String why) throws StoreException {
        Sidecars.Found found = sidecars.read();
        String told = why + "; " + found.records().size() + " programs were rebuilt from " + data.resolve("programs")
                + ", their history before " + clock.instant() + " is not there";
        LOG.log(Level.ERROR, told);
        health.note(told);
        for (String unreadable : found.unreadable()) {
            LOG.log(Level.ERROR, unreadable);
            health.note(unreadable);
        }
        try {
            store.commit(changes(found, why));
        } catch (StoreException e) {
            close(store);
            throw e;
        }
        return store;
    }

    private List<StoreChange> changes(Sidecars.Found found, String why) {
        List<StoreChange> changes = new ArrayList<>();
        TreeMap<Integer, String> groups = new TreeMap<>();
        long seq = found.lastSeq();
        Instant now = clock.instant();
        for (ProcessRecord record : found.records()) {
            changes.add(new StoreChange.PutProcess(record.id(), record.name().value(), Documents.encode(record)));
            ProcessEvent event = new ProcessEvent(
                    ++seq,
                    now,
                    ProcessEvent.Type.REBUILT,
                    record.name().value(),
                    record.id(),
                    record.generation(),
                    record.status(),
                    record.status(),
                    why,
                    null,
                    null);
            changes.add(new StoreChange.AppendEvent(new StoredEvent(seq, record.id(), Documents.encode(event))));
            for (String group : record.spec().groups()) {
                if (!groups.containsValue(group)) {
                    groups.put(groups.size() + 1, group);
                }
            }
        }
        changes.add(new StoreChange.PutValue(Recovery.NEXT_ID, Integer.toString(found.nextId())));
        changes.add(new StoreChange.PutValue(
                Recovery.GROUPS, Documents.encode(new GroupsDocument(groups.size() + 1, groups))));
        return changes;
    }

    private static void close(Store store) {
        try {
            store.close();
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, "closing a damaged store: {0}", e.getMessage());
        }
    }
}
