package pmon.daemon.tool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoreProvider;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;

/**
 * Copies all that one store of a directory holds into another one of the same directory. The copy is made and read back in a directory of
 * its own; renaming its file is what makes it appear, so it is there whole or not at all.
 *
 * @param directory which nobody else uses meanwhile
 */
public record StoreTransfer(StoreProvider from, StoreProvider to, Path directory) {
    private static final int EVENTS_AT_ONCE = 1_000;
    private static final String WORKSHOP = "store-copy.new";

    /** What was copied. */
    public record Copied(int programs, long events) {}

    /**
     * Copies.
     *
     * @param replace whether what the target holds may be lost
     * @throws StoreException when it cannot be done; source and target are then as they were
     */
    public Copied run(boolean replace) throws StoreException {
        if (!replace) {
            refuseToOverwrite();
        }
        Path workshop = directory.resolve(WORKSHOP);
        try (Store source = from.open(directory)) {
            StoredState state = source.load();
            if (empty(state)) {
                throw new StoreException(
                        Kind.OTHER,
                        "there is nothing to copy: the store " + from.name() + " in " + directory + " is empty");
            }
            clear(workshop);
            Files.createDirectory(workshop);
            long events;
            try (Store target = to.open(workshop)) {
                events = copy(source, target, state);
            }
            verify(source, workshop, events);
            // Its write-ahead log would be read as if it belonged to the new file; closing it leaves none.
            to.open(directory).close();
            putInPlace(workshop);
            return new Copied(state.processes().size(), events);
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot copy in " + directory + ": " + e.getMessage(), e);
        } finally {
            clear(workshop);
        }
    }

    private void refuseToOverwrite() throws StoreException {
        try (Store target = to.open(directory)) {
            if (!empty(target.load())) {
                throw new StoreException(
                        Kind.OTHER,
                        "the store " + to.name() + " in " + directory + " is not empty; overwrite it with --replace");
            }
        }
    }

    private static boolean empty(StoredState state) {
        return state.processes().isEmpty() && state.values().isEmpty() && state.lastSeq() == 0;
    }

    private static long copy(Store source, Store target, StoredState state) throws StoreException {
        long events = 0;
        long last = 0;
        for (List<StoredEvent> some = source.events(last, 0, EVENTS_AT_ONCE);
                !some.isEmpty();
                some = source.events(last, 0, EVENTS_AT_ONCE)) {
            List<StoreChange> changes = new ArrayList<>();
            some.forEach(event -> changes.add(new StoreChange.AppendEvent(event)));
            target.commit(changes);
            events += some.size();
            last = some.getLast().seq();
        }
        List<StoreChange> rest = new ArrayList<>();
        if (last < state.lastSeq()) {
            // Numbers are never used twice, also those of events that are gone.
            rest.add(new StoreChange.AppendEvent(new StoredEvent(state.lastSeq(), 0, "")));
            rest.add(new StoreChange.TrimProcessEvents(0, 0));
        }
        state.processes().forEach(one -> rest.add(new StoreChange.PutProcess(one.id(), one.name(), one.document())));
        state.values().forEach((key, value) -> rest.add(new StoreChange.PutValue(key, value)));
        target.commit(rest);
        return events;
    }

    /** What was written is read back: a copy that is not equal is none. */
    private void verify(Store source, Path workshop, long events) throws StoreException {
        try (Store copy = to.open(workshop)) {
            boolean equal = copy.load().equals(source.load());
            long seen = 0;
            long last = 0;
            while (equal && seen < events) {
                List<StoredEvent> some = source.events(last, 0, EVENTS_AT_ONCE);
                equal = copy.events(last, 0, EVENTS_AT_ONCE).equals(some);
                seen += some.size();
                last = some.getLast().seq();
            }
            if (!equal) {
                throw new StoreException(Kind.OTHER, "the copy in " + workshop + " is not equal to what was copied");
            }
        }
    }

    private void putInPlace(Path workshop) throws IOException, StoreException {
        List<Path> files;
        try (Stream<Path> all = Files.list(workshop)) {
            files = all.toList();
        }
        if (files.size() != 1) {
            throw new StoreException(
                    Kind.OTHER,
                    "the store " + to.name() + " keeps several files, which cannot be put in place at once: " + files);
        }
        Path file = files.getFirst();
        Files.move(file, directory.resolve(workshop.relativize(file)), StandardCopyOption.ATOMIC_MOVE);
        // A name is durable only when its directory is (fsync(2)).
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void clear(Path workshop) throws StoreException {
        if (!Files.exists(workshop)) {
            return;
        }
        try (Stream<Path> all = Files.list(workshop)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
            Files.delete(workshop);
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot clear " + workshop + ": " + e.getMessage(), e);
        }
    }
}
