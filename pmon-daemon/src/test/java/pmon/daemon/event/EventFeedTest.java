package pmon.daemon.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.ProcessEvent;
import pmon.daemon.fixture.Programs;

class EventFeedTest {
    private final EventFeed feed = new EventFeed(3);

    @Test
    void everyListenerGetsEveryEventInOrder() throws Exception {
        EventSubscription one = feed.subscribe();
        EventSubscription other = feed.subscribe();
        feed.publish(events(1, 1));
        feed.publish(events(2, 3));
        assertThat(one.take()).isEqualTo(new Delivery.Arrived(events(1, 3)));
        assertThat(other.take()).isEqualTo(new Delivery.Arrived(events(1, 3)));
    }

    @Test
    void aListenerThatDoesNotKeepUpGetsWhatWaitsAndIsToldThatMoreIsMissing() throws Exception {
        EventSubscription slow = feed.subscribe();
        EventSubscription quick = feed.subscribe();
        feed.publish(events(1, 2));
        assertThat(quick.take()).isEqualTo(new Delivery.Arrived(events(1, 2)));
        feed.publish(events(3, 4));
        feed.publish(events(5, 5));
        assertThat(slow.take()).isEqualTo(new Delivery.Arrived(events(1, 3)));
        assertThat(slow.take()).isEqualTo(new Delivery.FellBehind(3));
        assertThat(slow.take()).isEqualTo(new Delivery.FellBehind(3));
        assertThat(quick.take()).isEqualTo(new Delivery.Arrived(events(3, 5)));
        assertThat(feed.listeners()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSeenYetWaitsUntilItCan() throws Exception {
        EventSubscription subscription = feed.subscribe();
        feed.shown(1);
        feed.publish(events(1, 3));
        assertThat(subscription.take()).isEqualTo(new Delivery.Arrived(events(1, 1)));
        feed.shown(2);
        assertThat(subscription.take()).isEqualTo(new Delivery.Arrived(events(2, 2)));
        feed.close();
        assertThat(subscription.take()).isEqualTo(new Delivery.Arrived(events(3, 3)));
    }

    @Test
    void aClosedSubscriptionIsForgotten() {
        feed.subscribe().close();
        assertThat(feed.listeners()).isZero();
    }

    @Test
    void theEndOfTheFeedComesAfterWhatWaits() throws Exception {
        EventSubscription subscription = feed.subscribe();
        feed.publish(events(1, 1));
        feed.close();
        assertThat(subscription.take()).isEqualTo(new Delivery.Arrived(events(1, 1)));
        assertThat(subscription.take()).isEqualTo(new Delivery.Ended());
        assertThat(feed.subscribe().take()).isEqualTo(new Delivery.Ended());
    }

    private static List<ProcessEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(Programs::event).toList();
    }
}
