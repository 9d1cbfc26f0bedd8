package pmon.daemon.hook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Of those that an event was told about: once a program is deleted, it cannot be looked up. */
    private final Map<Integer, ProcessRecord> lastKnown = new HashMap<>();

    EventDispatch(Receiver receiver, IntFunction<Optional<ProcessRecord>> programs) {
        this.receiver = receiver;
        this.programs = programs;
    }

    /**
     * Begins to listen. Ends with the feed.
     *
     * @param programs finds a program as it is now, by its id
     */
    public static void start(EventFeed feed, Receiver receiver, IntFunction<Optional<ProcessRecord>> programs) {
        EventDispatch dispatch = new EventDispatch(receiver, programs);
        EventSubscription first = feed.subscribe();
        var _ = Thread.ofVirtual().name("event dispatch").start(() -> dispatch.listen(feed, first));
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
        Optional<Kind> special = recognition.of(event);
        boolean every = receiver.wants(Kind.EVENT);
        if (!every && special.filter(receiver::wants).isEmpty()) {
            return;
        }
        program(event).ifPresent(program -> {
            special.ifPresent(kind -> receiver.give(new Occurrence(kind, event, program)));
            if (every) {
                receiver.give(new Occurrence(Kind.EVENT, event, program));
            }
        });
    }

    private Optional<ProcessRecord> program(ProcessEvent event) {
        if (event.type() == ProcessEvent.Type.DELETED) {
            return Optional.ofNullable(lastKnown.remove(event.id()));
        }
        Optional<ProcessRecord> program = programs.apply(event.id());
        program.ifPresent(record -> lastKnown.put(event.id(), record));
        return program;
    }
}
