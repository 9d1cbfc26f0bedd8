package pmon.daemon.journal;

import java.util.function.LongConsumer;

/**
 * Tickets that follow one another, so that however many wait they take no more room than one.
 *
 * @param last smaller than {@code first} for none
 */
record Tickets(long first, long last) {
    static final Tickets NONE = new Tickets(0, -1);

    Tickets and(long ticket) {
        if (isEmpty()) {
            return new Tickets(ticket, ticket);
        }
        if (ticket != last + 1) {
            throw new IllegalArgumentException("ticket " + ticket + " does not follow " + last);
        }
        return new Tickets(first, ticket);
    }

    boolean isEmpty() {
        return last < first;
    }

    void forEach(LongConsumer consumer) {
        for (long ticket = first; ticket <= last; ticket++) {
            consumer.accept(ticket);
        }
    }
}
