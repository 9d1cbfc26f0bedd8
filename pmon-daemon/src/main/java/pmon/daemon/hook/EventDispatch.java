package pmon.daemon.hook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.daemon.event.Delivery;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventSubscription;

/**
 * Brings what happens to a handler: for each program in order, for several at the same time, and never so that anybody else waits. What
 * is more than the handler manages is dropped, and said.
 */
public final class EventDispatch implements AutoCloseable {
    /** Handlers at work at the same time. */
    static final int WORKERS = 4;

    /** Occurrences that may wait for the handler. */
    static final int QUEUE_BOUND = 1_024;

    /** A thread without work goes, so that an idle daemon has none. */
    private static final long WORKER_IDLE_SECONDS = 5;

    private static final Logger LOG = System.getLogger(EventDispatch.class.getName());

    private final EventHandler handler;
    private final IntFunction<Optional<ProcessRecord>> programs;
    private final Recognition recognition = new Recognition();
    private final Map<Integer, Deque<Occurrence>> waiting = new HashMap<>();
    private final ThreadPoolExecutor workers;
    private final int queueBound;
    private int queued;
    private long dropped;
    private boolean closed;

    EventDispatch(EventHandler handler, IntFunction<Optional<ProcessRecord>> programs, int queueBound) {
        this.handler = handler;
        this.programs = programs;
        this.queueBound = queueBound;
        // The handler's waits are for processes, on kernel ports that need platform threads.
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                WORKER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("events-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to listen. Ends with the feed.
     *
     * @param programs finds a program as it is now, by its id
     */
    public static EventDispatch start(
            EventFeed feed, EventHandler handler, IntFunction<Optional<ProcessRecord>> programs) {
        EventDispatch dispatch = new EventDispatch(handler, programs, QUEUE_BOUND);
        EventSubscription first = feed.subscribe();
        var _ = Thread.ofVirtual().name("event dispatch").start(() -> dispatch.listen(feed, first));
        return dispatch;
    }

    private void listen(EventFeed feed, EventSubscription first) {
        EventSubscription subscription = first;
        try {
            while (true) {
                switch (subscription.take()) {
                    case Delivery.Arrived(List<ProcessEvent> events) -> events.forEach(this::hear);
                    case Delivery.FellBehind(int bound) -> {
                        LOG.log(
                                Level.WARNING,
                                "events came faster than {0} could be looked at; some were not given to event scripts",
                                Integer.toString(bound));
                        subscription.close();
                        subscription = feed.subscribe();
                    }
                    case Delivery.Failed(String message) -> LOG.log(Level.ERROR, message);
                    case Delivery.Ended() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            subscription.close();
        }
    }

    /** Takes an event in. Never waits for the handler. */
    void hear(ProcessEvent event) {
        recognition
                .of(event)
                .flatMap(kind -> programs.apply(event.id()).map(program -> new Occurrence(kind, event, program)))
                .ifPresent(this::queue);
    }

    private synchronized void queue(Occurrence occurrence) {
        if (closed) {
            return;
        }
        if (queued == queueBound) {
            dropped++;
            // The first and every power of two: a flood must not flood the log as well.
            if (Long.bitCount(dropped) == 1) {
                LOG.log(
                        Level.WARNING,
                        "event scripts are too slow: {0} events wait, {1} were not given to them",
                        Integer.toString(queueBound),
                        Long.toString(dropped));
            }
            return;
        }
        queued++;
        int id = occurrence.program().id();
        Deque<Occurrence> before = waiting.get(id);
        if (before != null) {
            before.add(occurrence);
            return;
        }
        Deque<Occurrence> first = new ArrayDeque<>();
        first.add(occurrence);
        waiting.put(id, first);
        workers.execute(() -> work(id));
    }

    /** Handles one for this program, and lets others have the thread before the next. */
    private void work(int id) {
        Occurrence next = peek(id);
        if (next == null) {
            return;
        }
        try {
            handler.handle(next);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a mistake in the handling of " + next.kind().word(), e);
        }
        done(id);
    }

    private synchronized @Nullable Occurrence peek(int id) {
        Deque<Occurrence> mine = waiting.get(id);
        return closed || mine == null ? null : mine.peek();
    }

    private synchronized void done(int id) {
        Deque<Occurrence> mine = waiting.get(id);
        if (mine == null) {
            return;
        }
        mine.remove();
        queued--;
        if (mine.isEmpty()) {
            waiting.remove(id);
        } else if (!closed) {
            workers.execute(() -> work(id));
        }
    }

    /** Begins nothing more. What runs goes on. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        workers.shutdown();
    }
}
