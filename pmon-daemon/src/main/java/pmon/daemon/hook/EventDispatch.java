package pmon.daemon.hook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import pmon.api.process.ProcessRecord;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.daemon.event.Delivery;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventSubscription;

/** Finds in the feed what event handlers want to know, and hands it on. */
public final class EventDispatch {
    private static final Logger LOG = System.getLogger(EventDispatch.class.getName());

    private final Receiver receiver;
    private final IntFunction<Optional<ProcessRecord>> programs;
    private final Recognition recognition = new Recognition();
    /** Programs that are deleted, until that is heard: what happened to them before may still be on its way. */
    private final Map<Integer, ProcessRecord> deleted = new ConcurrentHashMap<>();

    EventDispatch(Receiver receiver, IntFunction<Optional<ProcessRecord>> programs) {
        this.receiver = receiver;
        this.programs = programs;
    }

    /**
     * Begins to listen. Ends with the feed.
     *
     * @param programs finds a program as it is now, by its id; those that are deleted have to be told of before
     */
    public static EventDispatch start(
            EventFeed feed, Receiver receiver, IntFunction<Optional<ProcessRecord>> programs) {
        EventDispatch dispatch = new EventDispatch(receiver, programs);
        EventSubscription first = feed.subscribe();
        var _ = Thread.ofVirtual().name("event dispatch").start(() -> dispatch.listen(feed, first));
        return dispatch;
    }

    /**
     * A program that will not be found any more from now on. Any thread.
     *
     * @param last how it was in the end
     */
    public void deleted(ProcessRecord last) {
        deleted.put(last.id(), last);
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
                                "events came faster than {0} could be looked at; some were not given to event handlers",
                                Integer.toString(bound));
                        subscription.close();
                        subscription = feed.subscribe();
                        // Of some of them nothing will be heard.
                        deleted.clear();
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

    /** Takes an event in. Never waits for a handler. */
    void hear(ProcessEvent event) {
        Optional<Kind> special = recognition.of(event).filter(receiver::wants);
        boolean every = receiver.wants(Kind.EVENT);
        if (every || special.isPresent()) {
            program(event.id()).ifPresent(program -> {
                special.ifPresent(kind -> receiver.give(new Occurrence(kind, event, program)));
                if (every) {
                    receiver.give(new Occurrence(Kind.EVENT, event, program));
                }
            });
        }
        if (event.type() == ProcessEvent.Type.DELETED) {
            deleted.remove(event.id());
        }
    }

    private Optional<ProcessRecord> program(int id) {
        return programs.apply(id).or(() -> Optional.ofNullable(deleted.get(id)));
    }
}
