package pmon.daemon.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ProcessEvent;

/** The durable events, and where they go on. */
public interface EventSource {
    /**
     * Events with {@code seq > after}, oldest first.
     *
     * @param limit at most so many, at least 1
     * @param thenLive subscribes to those behind the page when it reaches the present end, with nothing between
     * @return fails with a {@link pmon.api.spi.store.StoreException} when they cannot be read
     */
    CompletableFuture<Page> page(long after, int limit, boolean thenLive);

    /**
     * Some events.
     *
     * @param next what {@code after} is for the page behind this one
     * @param atEnd whether there were no newer ones
     * @param live what comes behind them; null unless asked for and at the end. Whoever gets it closes it.
     */
    record Page(
            List<ProcessEvent> events,
            long next,
            boolean atEnd,
            @Nullable EventSubscription live) {
        public Page {
            events = List.copyOf(events);
        }
    }
}
