package pmon.daemon.event;

import java.util.List;
import pmon.api.protocol.ProcessEvent;

/** What a listener gets next. Nothing follows any other than {@link Arrived}. */
public sealed interface Delivery {
    /** Events, oldest first, right behind those delivered before; at least one. */
    record Arrived(List<ProcessEvent> events) implements Delivery {
        public Arrived {
            events = List.copyOf(events);
        }
    }

    /** There are no more: the present end where only that was asked for, or the end of the daemon. */
    record Ended() implements Delivery {}

    /**
     * The listener took events more slowly than they came, and there are newer ones than it will get.
     *
     * @param bound so many waited for it
     */
    record FellBehind(int bound) implements Delivery {}

    /** The events could not be read. */
    record Failed(String message) implements Delivery {}
}
