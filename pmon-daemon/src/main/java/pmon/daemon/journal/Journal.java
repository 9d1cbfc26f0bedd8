package pmon.daemon.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.Store;
import pmon.api.spi.store.StoreChange;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;
import pmon.api.spi.store.StoredEvent;
import pmon.api.spi.store.StoredState;
import pmon.core.supervisor.Entry;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventHistory;
import pmon.daemon.journal.Inbox.Work;
import pmon.daemon.sidecar.RecordCopies;

/**
 * Writes what the supervisor decided, on the one thread that owns the store. Everything that waits when the thread is free goes into one
 * {@link Store#commit}, so a disk that is slow to sync costs many commands no more than one.
 *
 * <p>When a commit fails (a full disk, say), every ticket in it fails at once, and supervision goes on. Nothing is forgotten: of each
 * record the newest state waits, and so do events, up to {@link JournalLimits#waitingEvents}; beyond that the oldest are lost, which is
 * logged with their number. What waits goes into the next commit: with the next thing appended, or after
 * {@link JournalLimits#retryDelay}. So the store always converges to what the supervisor last said. Whoever takes back what he appended
 * with a failed ticket appends that.
 *
 * <p>{@link #append} never waits for the store and refuses nothing. What waits is bounded all the same: of each program one record, events
 * as above, and tickets, which ascend by one, take no room.
 *
 * <p>Events go to the {@link EventFeed} when they are durable, not before. The store keeps as many of them as {@link Retention}
 * says.
 *
 * <p>An exception that is not a {@link StoreException} is a mistake in pmon and ends the thread by its uncaught exception handler.
 */
public final class Journal implements EventHistory, AutoCloseable {
    private static final Logger LOG = System.getLogger(Journal.class.getName());

    private final JournalListener listener;
    private final EventFeed feed;
    private final Inbox inbox;
    private final StoreOpening opening;
    private final StoreHealth health;
    private final Copies copies;
    private final Thread thread;
    private final CompletableFuture<StoredState> loaded = new CompletableFuture<>();

    // Owned by the thread.
    private @Nullable Store store;
    private boolean failing;
    private final Retention retention;

    private Journal(
            StoreOpening opening,
            JournalListener listener,
            EventFeed feed,
            JournalLimits limits,
            RecordCopies sidecars,
            StoreHealth health) {
        this.opening = opening;
        this.health = health;
        this.copies = new Copies(sidecars, health);
        this.listener = listener;
        this.feed = feed;
        this.inbox = new Inbox(limits);
        this.retention = new Retention(limits);
        this.thread = Thread.ofPlatform().name("journal").unstarted(this::run);
    }

    /** Opens the store on a new thread, and waits until it is loaded. */
    public static Journal open(
            StoreOpening opening,
            JournalListener listener,
            EventFeed feed,
            JournalLimits limits,
            RecordCopies sidecars,
            StoreHealth health)
            throws StoreException, InterruptedException {
        Journal journal = new Journal(opening, listener, feed, limits, sidecars, health);
        journal.thread.start();
        try {
            var _ = journal.loaded.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException reason) {
                throw reason;
            }
            throw new IllegalStateException("the store cannot be opened", e.getCause());
        }
        return journal;
    }

    /** What the store held when it was opened. */
    public StoredState loaded() {
        return loaded.join();
    }

    /**
     * Hands over entries; {@link JournalListener} hears about the ticket.
     *
     * @param ticket one more than the one before
     */
    public void append(long ticket, List<Entry> entries) {
        if (!inbox.append(ticket, entries)) {
            listener.failed(ticket, new StoreException(Kind.OTHER, "the journal is closed"));
        }
    }

    @Override
    public CompletableFuture<Page> page(long after, int limit, boolean thenLive) {
        return read(store -> {
            List<StoredEvent> stored = store.events(after, 0, limit);
            boolean atEnd = stored.size() < limit;
            // This thread alone publishes, so nothing can become durable between the page and the subscription.
            long next = stored.isEmpty() ? after : stored.getLast().seq();
            return new Page(understood(stored), next, atEnd, atEnd && thenLive ? feed.subscribe() : null);
        });
    }

    @Override
    public CompletableFuture<List<ProcessEvent>> last(int process, int limit) {
        return read(store -> understood(store.lastEvents(process, limit)));
    }

    private <T> CompletableFuture<T> read(Reading<T> reading) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        StoreRead read = store -> {
            try {
                answer.complete(reading.from(store));
            } catch (StoreException e) {
                answer.completeExceptionally(e);
            }
        };
        if (!inbox.read(read)) {
            answer.completeExceptionally(new StoreException(Kind.OTHER, "too many readers wait for the store"));
        }
        return answer;
    }

    /** What somebody wants of the store. */
    private interface Reading<T> {
        T from(Store store) throws StoreException;
    }

    private static List<ProcessEvent> understood(List<StoredEvent> stored) {
        List<ProcessEvent> events = new ArrayList<>(stored.size());
        for (StoredEvent event : stored) {
            Recovery.event(event).ifPresent(events::add);
        }
        return events;
    }

    /** Writes what waits, and closes the store. What cannot be written now is lost, which is logged. */
    @Override
    public void close() {
        inbox.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            store = open();
            work();
        } catch (StoreException e) {
            if (!loaded.completeExceptionally(e)) {
                LOG.log(Level.WARNING, "cannot close the store: {0}", e.getMessage());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the journal", e);
        } catch (RuntimeException | Error e) {
            loaded.completeExceptionally(e);
            throw e;
        }
    }

    private void work() throws StoreException, InterruptedException {
        try {
            while (true) {
                switch (inbox.next()) {
                    case Work.Commit(Backlog backlog) -> commit(backlog);
                    case Work.Read(StoreRead read) -> read.from(present());
                    case Work.Close(Backlog backlog) -> {
                        commit(backlog);
                        if (failing) {
                            LOG.log(Level.ERROR, "the store lacks what happened since it could last be written");
                        }
                        return;
                    }
                }
            }
        } finally {
            present().close();
        }
    }

    private Store open() throws StoreException {
        Store first = opening.open();
        StoredState state = first.load();
        retention.begin(state.lastSeq());
        copies.begin(Recovery.nextId(state), state.lastSeq());
        loaded.complete(state);
        return first;
    }

    private Store present() {
        return Objects.requireNonNull(store, "read before it was opened");
    }

    private void commit(Backlog backlog) {
        List<ProcessEvent> events = backlog.events();
        copies.before(backlog);
        try {
            if (!backlog.entryless()) {
                List<StoreChange> changes = StoreChanges.of(backlog);
                changes.addAll(retention.after(events));
                write(changes);
            }
        } catch (StoreException e) {
            failed(backlog, e);
            return;
        }
        retention.committed(events);
        copies.after(backlog);
        health.fails(null);
        if (failing) {
            failing = false;
            inbox.recovered();
            LOG.log(Level.WARNING, "the store can be written again");
        }
        if (backlog.lostEvents() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} events happened faster than they could be written and are lost",
                    Long.toString(backlog.lostEvents()));
        }
        if (!backlog.tickets().isEmpty()) {
            listener.committed(backlog.tickets().last());
        }
        feed.publish(events);
    }

    /** Writes, into another store where the present one turns out to be damaged. */
    private void write(List<StoreChange> changes) throws StoreException {
        try {
            present().commit(changes);
        } catch (StoreException e) {
            if (e.kind() != Kind.CORRUPT) {
                throw e;
            }
            store = opening.replace(present(), e);
            present().commit(changes);
        }
    }

    private void failed(Backlog backlog, StoreException reason) {
        health.fails(String.valueOf(reason.getMessage()));
        if (!failing) {
            failing = true;
            LOG.log(
                    Level.WARNING,
                    "cannot write to the store: {0}; programs are supervised all the same, commands fail",
                    reason.getMessage());
        }
        Tickets tickets = backlog.tickets();
        inbox.failed(backlog);
        tickets.forEach(ticket -> listener.failed(ticket, reason));
    }
}
