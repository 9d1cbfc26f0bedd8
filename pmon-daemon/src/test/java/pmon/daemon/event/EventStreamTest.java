package pmon.daemon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.store.StoreException;
import pmon.daemon.fixture.Programs;

class EventStreamTest {
    private final EventFeed feed = new EventFeed();
    private final List<ProcessEvent> kept = new ArrayList<>();

    /** What happens while a page is being read, as the journal's thread would interleave it. */
    private Runnable between = () -> {};

    @Test
    void replaysWhatIsKeptAndEnds() throws Exception {
        happen(1, 1_200);
        try (EventStream stream = EventStream.after(200, this::page, false)) {
            assertThat(seqs(stream, 1_000)).startsWith(201L).endsWith(1_200L).hasSize(1_000);
            assertThat(stream.next()).isEqualTo(new Delivery.Ended());
        }
    }

    @Test
    void goesOnWithNewEventsWithoutGapOrRepetition() throws Exception {
        happen(1, 900);
        between = () -> happen(kept.size() + 1L, kept.size() + 100L);
        try (EventStream stream = EventStream.after(0, this::page, true)) {
            // Two full pages and a last one, with a hundred new events behind each.
            List<Long> seqs = seqs(stream, 1_100);
            happen(kept.size() + 1L, kept.size() + 1L);
            seqs.addAll(seqs(stream, kept.size() - seqs.size()));
            assertThat(seqs).isEqualTo(kept.stream().map(ProcessEvent::seq).toList());
        }
    }

    @Test
    void startsNowWhenNoNumberIsGiven() throws Exception {
        happen(1, 10);
        try (EventStream stream = EventStream.fromNow(this::page, feed)) {
            happen(11, 11);
            assertThat(stream.next()).isEqualTo(new Delivery.Arrived(List.of(Programs.event(11))));
        }
    }

    @Test
    void aStoreThatCannotBeReadIsSaid() throws Exception {
        EventSource broken = (_, _, _) ->
                CompletableFuture.failedFuture(new StoreException(StoreException.Kind.CORRUPT, "page 7 is damaged"));
        try (EventStream stream = EventStream.after(0, broken, true)) {
            assertThat(stream.next()).isEqualTo(new Delivery.Failed("cannot read the events: page 7 is damaged"));
        }
    }

    @Test
    void aListenerThatLeavesWhileItWaitsForAPageLeavesNoSubscription() {
        CompletableFuture<EventSource.Page> late = new CompletableFuture<>();
        try (EventStream stream = EventStream.after(0, (_, _, _) -> late, true)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(stream::next).isInstanceOf(InterruptedException.class);
        }
        late.complete(new EventSource.Page(List.of(), 0, true, feed.subscribe()));
        assertThat(feed.listeners()).isZero();
    }

    private CompletableFuture<EventSource.Page> page(long after, int limit, boolean thenLive) {
        List<ProcessEvent> events =
                kept.stream().filter(event -> event.seq() > after).limit(limit).toList();
        boolean atEnd = events.size() < limit;
        long next = events.isEmpty() ? after : events.getLast().seq();
        var page = new EventSource.Page(events, next, atEnd, atEnd && thenLive ? feed.subscribe() : null);
        between.run();
        return CompletableFuture.completedFuture(page);
    }

    private void happen(long first, long last) {
        List<ProcessEvent> events = new ArrayList<>();
        for (long seq = first; seq <= last; seq++) {
            events.add(Programs.event(seq));
        }
        kept.addAll(events);
        feed.publish(events);
    }

    private static List<Long> seqs(EventStream stream, int atLeast) throws InterruptedException {
        List<Long> seqs = new ArrayList<>();
        while (seqs.size() < atLeast) {
            Delivery delivery = stream.next();
            assertThat(delivery).isInstanceOf(Delivery.Arrived.class);
            ((Delivery.Arrived) delivery).events().forEach(event -> seqs.add(event.seq()));
        }
        return seqs;
    }
}
