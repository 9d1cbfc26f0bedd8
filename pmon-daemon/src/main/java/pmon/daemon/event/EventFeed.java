package pmon.daemon.event;

import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.ProcessEvent;

/** Hands each durable event to everybody who listens. Publishing never waits for a listener. Any thread. */
public final class EventFeed {
    /** Events that may wait for one listener. At 200 bytes each a listener costs 400 KiB at most. */
    static final int QUEUE_BOUND = 2_048;

    private final int queueBound;
    private final List<EventSubscription> subscriptions = new ArrayList<>();
    private boolean closed;

    public EventFeed() {
        this(QUEUE_BOUND);
    }

    EventFeed(int queueBound) {
        this.queueBound = queueBound;
    }

    /** Every event published from now on. Close it when it is no longer needed. */
    public synchronized EventSubscription subscribe() {
        EventSubscription subscription = new EventSubscription(queueBound, this::unsubscribe);
        if (closed) {
            subscription.end();
        } else {
            subscriptions.add(subscription);
        }
        return subscription;
    }

    /** Events that have become durable, oldest first, newer than all before. */
    public synchronized void publish(List<ProcessEvent> events) {
        if (!events.isEmpty()) {
            subscriptions.removeIf(subscription -> !subscription.offer(events));
        }
    }

    /** Lets every listener get what waits for it, and then the end. */
    public synchronized void close() {
        closed = true;
        subscriptions.forEach(EventSubscription::end);
        subscriptions.clear();
    }

    /** How many listen. */
    synchronized int listeners() {
        return subscriptions.size();
    }

    private synchronized void unsubscribe(EventSubscription subscription) {
        subscriptions.remove(subscription);
    }
}
