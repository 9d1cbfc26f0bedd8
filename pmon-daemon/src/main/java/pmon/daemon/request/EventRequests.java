package pmon.daemon.request;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.api.protocol.StreamItem;
import pmon.daemon.event.Delivery;
import pmon.daemon.event.EventFeed;
import pmon.daemon.event.EventSource;
import pmon.daemon.event.EventStream;
import pmon.daemon.gateway.ItemSink;

/** Streams events. A client that reads them too slowly is told so and gets no more; it can go on behind the last one it got. */
final class EventRequests {
    private final EventSource source;
    private final EventFeed feed;

    EventRequests(EventSource source, EventFeed feed) {
        this.source = source;
        this.feed = feed;
    }

    Response stream(Request.Events wanted, UnaryOperator<ProcessEvent> seen, ItemSink items)
            throws IOException, InterruptedException {
        Long after = wanted.after();
        if (after == null && !wanted.follow()) {
            return new Response.Done();
        }
        long last = 0;
        try (EventStream stream =
                after == null ? EventStream.fromNow(source, feed) : EventStream.after(after, source, wanted.follow())) {
            while (true) {
                switch (stream.next()) {
                    case Delivery.Arrived(List<ProcessEvent> events) -> {
                        for (ProcessEvent event : events) {
                            items.send(new StreamItem.Event(seen.apply(event)));
                            last = event.seq();
                        }
                    }
                    case Delivery.Ended() -> {
                        return new Response.Done();
                    }
                    case Delivery.FellBehind(int bound) -> {
                        return new Response.Failed(
                                ErrorCode.BUSY,
                                "events came faster than they were read, " + bound
                                        + " waited; the last one sent has number " + last + ", ask for those after it");
                    }
                    case Delivery.Failed(String message) -> {
                        return new Response.Failed(ErrorCode.FAILED, message);
                    }
                }
            }
        }
    }
}
