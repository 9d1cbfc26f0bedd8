package pmon.daemon.hook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.daemon.config.Durations;

/**
 * Brings what happens to one handler: for each program in order, and never so that anybody else waits.
 *
 * <pre>
 * opening   → open        the handler is there
 *           → off         it could not be opened, or not in time
 * open      → off         MAX_STRIKES calls in a row threw or took too long
 * any       → closed      it is not wanted any more
 * </pre>
 *
 * <p>Handlers run on platform threads: one that never lets go of a virtual thread's carrier would hold up the daemon's conversations. A
 * call that takes too long is interrupted and its thread left behind, for nothing can end it.
 */
public final class Lane implements AutoCloseable {
    /** Calls in a row that may fail. */
    public static final int MAX_STRIKES = 3;

    /** Occurrences that may wait. */
    public static final int QUEUE_BOUND = 1_024;

    private static final int MAX_PARALLEL = 16;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger(Lane.class.getName());

    /** What it is doing. */
    public enum State {
        OPENING,
        OPEN,
        OFF,
        CLOSED
    }

    private final String name;
    private final Duration callTimeout;
    private final Deadlines deadlines;
    private final int queueBound;
    private final Deque<Occurrence> waiting = new ArrayDeque<>();
    private final Set<Integer> busy = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private Set<Kind> wanted = EnumSet.allOf(Kind.class);
    private State state = State.OPENING;
    private @Nullable EventHandler handler;
    private int parallel = 1;
    private int workers;
    private int strikes;
    private long dropped;

    Lane(String name, Duration callTimeout, Deadlines deadlines, int queueBound) {
        this.name = name;
        this.callTimeout = callTimeout;
        this.deadlines = deadlines;
        this.queueBound = queueBound;
    }

    /**
     * Begins to open a handler, and keeps what happens meanwhile.
     *
     * @param callTimeout how long opening and every call may take
     */
    public static Lane start(String name, Duration callTimeout, Deadlines deadlines, Callable<EventHandler> opening) {
        Lane lane = new Lane(name, callTimeout, deadlines, QUEUE_BOUND);
        lane.open(opening);
        return lane;
    }

    /** What it is doing now. */
    public synchronized State state() {
        return state;
    }

    /** What went wrong since it works well, or ended it. */
    public synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether the handler would be told; while it is being opened that is not known, and everything is kept for it. */
    public synchronized boolean wants(Kind kind) {
        return (state == State.OPENING || state == State.OPEN) && wanted.contains(kind);
    }

    /** Takes an occurrence in. Never waits. */
    public synchronized void give(Occurrence occurrence) {
        if (!wants(occurrence.kind())) {
            return;
        }
        if (waiting.size() >= queueBound) {
            dropped++;
            // The first and every power of two: a flood must not flood the log as well.
            if (Long.bitCount(dropped) == 1) {
                LOG.log(
                        Level.WARNING,
                        "plugin {0} is too slow: {1} events wait, {2} were not given to it",
                        name,
                        Integer.toString(queueBound),
                        Long.toString(dropped));
            }
            return;
        }
        waiting.add(occurrence);
        work();
    }

    void open(Callable<EventHandler> opening) {
        limited("opening", () -> {
            EventHandler made = opening.call();
            Set<Kind> wants = Set.copyOf(made.wanted());
            int together = Math.clamp(made.parallel(), 1, MAX_PARALLEL);
            if (!opened(made, wants, together)) {
                made.close();
            }
        });
    }

    private synchronized boolean opened(EventHandler made, Set<Kind> wants, int together) {
        if (state != State.OPENING) {
            return false;
        }
        state = State.OPEN;
        handler = made;
        wanted = wants;
        parallel = together;
        waiting.removeIf(occurrence -> !wants.contains(occurrence.kind()));
        work();
        return true;
    }

    /** Starts threads for what may be handled now. */
    private void work() {
        while (state == State.OPEN && workers < parallel && hasReady()) {
            workers++;
            Worker worker = new Worker();
            worker.next = take();
            worker.thread.start();
        }
    }

    private boolean hasReady() {
        return waiting.stream()
                .anyMatch(occurrence -> !busy.contains(occurrence.program().id()));
    }

    private @Nullable Occurrence take() {
        for (Iterator<Occurrence> each = waiting.iterator(); state == State.OPEN && each.hasNext(); ) {
            Occurrence occurrence = each.next();
            if (busy.add(occurrence.program().id())) {
                each.remove();
                return occurrence;
            }
        }
        return null;
    }

    /** A thread that handles what there is, and ends when there is no more, or its call was given up. */
    @SuppressWarnings("ReferenceEquality") // this very call, not one like it
    private final class Worker {
        private final Thread thread =
                Thread.ofPlatform().daemon().name("plugin " + name).unstarted(this::run);

        /** What is being handled; null once that is over or given up. Guarded by the lane. */
        private @Nullable Occurrence next;

        private void run() {
            Occurrence occurrence = current();
            while (occurrence != null) {
                Occurrence handled = occurrence;
                Future<?> deadline = deadline(callTimeout, () -> giveUp(handled));
                String failure = failure(handled);
                deadline.cancel(false);
                occurrence = finish(handled, failure);
            }
        }

        private @Nullable Occurrence current() {
            synchronized (Lane.this) {
                return next;
            }
        }

        private void giveUp(Occurrence overdue) {
            synchronized (Lane.this) {
                if (next == overdue) {
                    next = null;
                    workers--;
                    busy.remove(overdue.program().id());
                    thread.interrupt();
                    strike(about(overdue) + " took longer than " + Durations.show(callTimeout) + " and was given up");
                    work();
                }
            }
        }

        private @Nullable Occurrence finish(Occurrence handled, @Nullable String failure) {
            synchronized (Lane.this) {
                if (next != handled) {
                    return null;
                }
                busy.remove(handled.program().id());
                if (failure == null) {
                    strikes = 0;
                    problems.clear();
                } else {
                    strike(about(handled) + " failed: " + failure);
                }
                next = take();
                if (next == null) {
                    workers--;
                }
                return next;
            }
        }
    }

    private @Nullable String failure(Occurrence occurrence) {
        try {
            EventHandler opened = opened();
            if (opened != null) {
                opened.handle(occurrence);
            }
            return null;
        } catch (Throwable thrown) {
            return what(thrown);
        }
    }

    private synchronized @Nullable EventHandler opened() {
        return handler;
    }

    private static String about(Occurrence occurrence) {
        return occurrence.kind().word() + " of " + occurrence.program().name();
    }

    private static String what(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }

    private void strike(String problem) {
        if (state != State.OPEN) {
            return;
        }
        strikes++;
        if (strikes < MAX_STRIKES) {
            LOG.log(Level.WARNING, "plugin {0}: {1}", name, problem);
            problems.clear();
            problems.add(problem);
        } else {
            off(strikes + " calls in a row failed, at last " + problem);
        }
    }

    private void off(String problem) {
        LOG.log(Level.ERROR, "plugin {0} is switched off: {1}; pmon plugin enable {0} tries again", name, problem);
        problems.clear();
        problems.add(problem);
        end(State.OFF);
    }

    /** Begins nothing more; what runs goes on until its time is up. */
    private @Nullable Thread end(State last) {
        EventHandler opened = handler;
        state = last;
        handler = null;
        waiting.clear();
        return opened == null ? null : limited("closing", opened::close);
    }

    private synchronized void failed(String doing, String problem) {
        if (doing.equals("opening") && state == State.OPENING) {
            off(problem);
        } else {
            LOG.log(Level.WARNING, "plugin {0}: {1} failed: {2}", name, doing, problem);
        }
    }

    /** Does something of the handler's on a thread of its own, and does not wait for it. */
    private Thread limited(String doing, Attempt attempt) {
        Thread thread = Thread.ofPlatform().daemon().name("plugin " + name).unstarted(() -> {
            Thread self = Thread.currentThread();
            Future<?> deadline = deadline(callTimeout, () -> {
                failed(doing, doing + " took longer than " + Durations.show(callTimeout));
                self.interrupt();
            });
            try {
                attempt.run();
            } catch (Throwable thrown) {
                if (!deadline.isDone()) {
                    failed(doing, what(thrown));
                }
            } finally {
                deadline.cancel(false);
            }
        });
        thread.start();
        return thread;
    }

    /** Something of the handler's. */
    private interface Attempt {
        void run() throws Exception;
    }

    private Future<?> deadline(Duration time, Runnable overdue) {
        try {
            return deadlines.after(time, overdue);
        } catch (RejectedExecutionException _) {
            // The daemon ends, and this thread with it.
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Begins nothing more, and ends the handler. */
    @Override
    public void close() {
        stop();
    }

    /** The same, and waits a moment for the handler to put its things away. */
    public void closeAndWait() {
        Thread closing = stop();
        if (closing != null) {
            try {
                if (!closing.join(PATIENCE_AT_END)) {
                    LOG.log(Level.WARNING, "plugin {0} did not end in time", name);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same; gives the thread on which the handler is ended, null where there is nothing to end. */
    public synchronized @Nullable Thread stop() {
        if (state == State.CLOSED) {
            return null;
        }
        return end(State.CLOSED);
    }
}
