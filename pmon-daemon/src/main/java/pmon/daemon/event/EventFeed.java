package pmon.daemon.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pmon.api.protocol.ProcessEvent;

/**
 * Hands each durable event to everybody who listens, once it can be seen: whoever hears of an event and then looks at the programs finds
 * what the event says. Publishing never waits for a listener. Any thread.
 */
public final class EventFeed {
    /** Events that may wait for one listener. At 200 bytes each a listener costs 400 KiB at most. */
    static final int QUEUE_BOUND = 2_048;

    private final int queueBound;
    private final List<EventSubscription> subscriptions = new ArrayList<>();
    /** Durable, but newer than what is shown: those of one round of the supervisor at most. */
    private final Deque<ProcessEvent> unseen = new ArrayDeque<>();

    private long shown = Long.MAX_VALUE;
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
        unseen.addAll(events);
        handOut();
    }

    /**
     * Events newer than this one cannot be seen yet, and wait until they can. Without it there are none.
     *
     * @param seq the number of the newest event that can be seen
     */
    public synchronized void shown(long seq) {
        shown = seq;
        handOut();
    }

    private void handOut() {
        List<ProcessEvent> visible = new ArrayList<>();
        while (!unseen.isEmpty() && unseen.getFirst().seq() <= shown) {
            visible.add(unseen.removeFirst());
        }
        if (!visible.isEmpty()) {
            subscriptions.removeIf(subscription -> !subscription.offer(visible));
        }
    }

    /** Lets every listener get what waits for it, and then the end. */
    public synchronized void close() {
        shown(Long.MAX_VALUE);
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
