package pmon.plugin.webhook;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;

/** Puts messages into the outbox, so that no call of it waits for a receiver. */
final class WebhookHandler implements EventHandler {
    private final Set<String> events;
    private final Body body;
    private final String host;
    private final Outbox outbox;
    private final Delivery delivery;

    WebhookHandler(Set<String> events, Body body, String host, Outbox outbox, Delivery delivery) {
        this.events = Set.copyOf(events);
        this.body = body;
        this.host = host;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** What is sent. */
    interface Body {
        String of(Facts facts);
    }

    @Override
    public Set<Kind> wanted() {
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        for (String event : events) {
            wanted.add(kind(event).orElse(Kind.EVENT));
        }
        return wanted;
    }

    private static Optional<Kind> kind(String word) {
        return EnumSet.allOf(Kind.class).stream()
                .filter(kind -> kind.word().equals(word))
                .findFirst();
    }

    @Override
    public void handle(Occurrence occurrence) {
        String event = Facts.event(occurrence);
        boolean all = occurrence.kind() == Kind.EVENT && events.contains(Kind.EVENT.word());
        if (all || events.contains(event)) {
            String title = event + " of " + occurrence.program().name();
            outbox.put(new Message(UUID.randomUUID().toString(), title, body.of(Facts.of(occurrence, host))), delivery);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }
}
