package pmon.daemon.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;

/**
 * One listener's queue. When it is full the listener is cut off: it gets what waits, then {@link Delivery.FellBehind}, so that events are
 * missing only where that is said. One thread takes.
 */
public final class EventSubscription implements AutoCloseable {
    private final int bound;
    private final Consumer<EventSubscription> unsubscribe;
    private final Deque<ProcessEvent> waiting = new ArrayDeque<>();

    /** What comes after those that wait; null while more may arrive. */
    private @Nullable Delivery last;

    EventSubscription(int bound, Consumer<EventSubscription> unsubscribe) {
        this.bound = bound;
        this.unsubscribe = unsubscribe;
    }

    /** Waits for events; gives all that wait at once. */
    public synchronized Delivery take() throws InterruptedException {
        while (waiting.isEmpty() && last == null) {
            wait();
        }
        if (waiting.isEmpty() && last != null) {
            return last;
        }
        List<ProcessEvent> events = List.copyOf(waiting);
        waiting.clear();
        return new Delivery.Arrived(events);
    }

    @Override
    public void close() {
        unsubscribe.accept(this);
    }

    /** Returns false when the listener is cut off. */
    synchronized boolean offer(List<ProcessEvent> events) {
        for (ProcessEvent event : events) {
            if (waiting.size() == bound) {
                last = new Delivery.FellBehind(bound);
                break;
            }
            waiting.add(event);
        }
        notifyAll();
        return last == null;
    }

    synchronized void end() {
        if (last == null) {
            last = new Delivery.Ended();
            notifyAll();
        }
    }
}
