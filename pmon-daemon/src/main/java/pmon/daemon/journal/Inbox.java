package pmon.daemon.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import pmon.core.supervisor.Entry;

/**
 * What others want of the journal's thread. Whoever puts something in never waits longer than for the lock, which is held only to add to
 * a collection.
 */
final class Inbox {
    /** What to do next. */
    sealed interface Work {
        record Commit(Backlog backlog) implements Work {}

        record Read(StoreRead read) implements Work {}

        /** The daemon ends: this is the last chance of what waits. */
        record Close(Backlog backlog) implements Work {}
    }

    private final JournalLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StoreRead> reads = new ArrayDeque<>();
    private Backlog backlog;
    private boolean closing;

    /** Since the last failed commit: when that was, and whether somebody has appended since. */
    private boolean failing;

    private long failedAtNanos;
    private boolean appendedSince;

    Inbox(JournalLimits limits) {
        this.limits = limits;
        this.backlog = new Backlog(limits.waitingEvents());
    }

    /** Adds entries. Returns false when the journal is closed. */
    boolean append(long ticket, List<Entry> entries) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            backlog.add(entries);
            backlog.add(ticket);
            appendedSince = true;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a read. Returns false when too many wait or the journal is closed. */
    boolean read(StoreRead read) {
        lock.lock();
        try {
            if (closing || reads.size() >= limits.waitingReads()) {
                return false;
            }
            reads.add(read);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What could not be committed; it waits below what was appended meanwhile. */
    void failed(Backlog older) {
        lock.lock();
        try {
            older.addNewer(backlog);
            backlog = older;
            failing = true;
            failedAtNanos = System.nanoTime();
            appendedSince = !backlog.tickets().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void recovered() {
        lock.lock();
        try {
            failing = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next thing to do. Commits go before reads, so that no reader delays a command. */
    Work next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long wait = nanosToCommit();
                if (closing && reads.isEmpty()) {
                    return new Work.Close(take());
                }
                if (wait <= 0) {
                    return new Work.Commit(take());
                }
                StoreRead read = reads.poll();
                if (read != null) {
                    return new Work.Read(read);
                }
                if (wait == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    var _ = changed.awaitNanos(wait);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long nanosToCommit() {
        if (backlog.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!failing) {
            return 0;
        }
        long pause = (appendedSince ? limits.pauseAfterFailure() : limits.retryDelay()).toNanos();
        return Math.max(0, pause - (System.nanoTime() - failedAtNanos));
    }

    private Backlog take() {
        Backlog taken = backlog;
        backlog = new Backlog(limits.waitingEvents());
        return taken;
    }
}
