package pmon.plugin.webhook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, in order. Its thread and connection are there only while something waits; when it is full, the oldest
 * goes: what happened last is what people need to know.
 */
final class Outbox implements AutoCloseable, Delivery.Pause {
    /** What is left at the end gets one try each within this time; the daemon waits for a second. */
    private static final Duration PATIENCE_AT_END = Duration.ofMillis(700);

    private final int bound;
    private final Supplier<Sender> senders;
    private final Logger log;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Message> waiting = new ArrayDeque<>();
    private @Nullable Thread worker;
    private long dropped;

    Outbox(int bound, Supplier<Sender> senders, Logger log) {
        this.bound = bound;
        this.senders = senders;
        this.log = log;
    }

    /** Takes a message in, and never waits. */
    synchronized void put(Message message, Delivery delivery) {
        if (closing.getCount() == 0) {
            return;
        }
        if (waiting.size() >= bound) {
            Message oldest = waiting.removeFirst();
            dropped++;
            // The first and every power of two: a flood must not flood the log as well.
            if (Long.bitCount(dropped) == 1) {
                log.log(
                        Level.WARNING,
                        () -> "not told: " + oldest.title() + ", for " + bound + " wait already; " + dropped
                                + " left out so far");
            }
        }
        waiting.addLast(message);
        if (worker == null) {
            worker = Thread.ofPlatform().daemon().name("plugin webhook sending").start(() -> work(delivery));
        }
    }

    private void work(Delivery delivery) {
        try (Sender sender = senders.get()) {
            Message message = next();
            while (message != null) {
                deliver(message, delivery, sender);
                message = next();
            }
        } catch (InterruptedException _) {
            // The end; close says what was not told.
        } finally {
            gone();
        }
    }

    /** A mistake of ours costs one message, and not those behind it. */
    private void deliver(Message message, Delivery delivery, Sender sender) throws InterruptedException {
        try {
            delivery.deliver(message, sender);
        } catch (RuntimeException e) {
            log.log(Level.ERROR, "not told: " + message.title() + ", by a mistake in pmon", e);
        }
    }

    private synchronized @Nullable Message next() {
        Message message = waiting.pollFirst();
        if (message == null) {
            worker = null;
        }
        return message;
    }

    /** Also where there was no sender to be had, so that the next message tries for one again. */
    @SuppressWarnings("ReferenceEquality") // this very thread
    private synchronized void gone() {
        if (worker == Thread.currentThread()) {
            worker = null;
        }
    }

    @Override
    public boolean await(Duration time) throws InterruptedException {
        return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closing.countDown();
        Thread last;
        synchronized (this) {
            last = worker;
        }
        if (last == null) {
            return;
        }
        try {
            if (!last.join(PATIENCE_AT_END)) {
                last.interrupt();
                synchronized (this) {
                    log.log(Level.WARNING, () -> "the end came before all was told; left out: " + (waiting.size() + 1));
                }
            }
        } catch (InterruptedException _) {
            last.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
