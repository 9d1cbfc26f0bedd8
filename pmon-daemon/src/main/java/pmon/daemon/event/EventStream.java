package pmon.daemon.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import pmon.daemon.event.EventSource.Page;

/**
 * What one listener asked for: events kept since a number, page by page at the listener's own pace, and then, where it wants to go on,
 * new ones, with neither a gap nor a repetition between. One thread.
 */
public final class EventStream implements AutoCloseable {
    /** Events read from the store at a time: about a millisecond of the journal's thread. */
    static final int PAGE = 500;

    private final EventSource source;
    private final boolean follow;
    private long after;
    private boolean replayed;
    private @Nullable EventSubscription live;

    private EventStream(EventSource source, boolean follow, long after) {
        this.source = source;
        this.follow = follow;
        this.after = after;
    }

    /**
     * Events behind a number.
     *
     * @param follow goes on with new ones behind the present end
     */
    public static EventStream after(long seq, EventSource source, boolean follow) {
        return new EventStream(source, follow, seq);
    }

    /** Only those that happen from now on. */
    public static EventStream fromNow(EventSource source, EventFeed feed) {
        EventStream stream = new EventStream(source, true, 0);
        stream.replayed = true;
        stream.live = feed.subscribe();
        return stream;
    }

    /** Waits for what comes next. */
    public Delivery next() throws InterruptedException {
        while (!replayed) {
            CompletableFuture<Page> asked = source.page(after, PAGE, follow);
            Page page;
            try {
                page = asked.get();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return new Delivery.Failed("cannot read the events: " + cause.getMessage());
            } catch (InterruptedException e) {
                // The page may still come, with a subscription that nobody would end.
                var _ = asked.thenAccept(EventStream::discard);
                throw e;
            }
            live = page.live();
            replayed = page.atEnd();
            after = page.next();
            if (!page.events().isEmpty()) {
                return new Delivery.Arrived(page.events());
            }
        }
        return live == null ? new Delivery.Ended() : live.take();
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
    }

    private static void discard(Page page) {
        if (page.live() != null) {
            page.live().close();
        }
    }
}
