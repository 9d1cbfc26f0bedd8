package pmon.daemon.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import pmon.daemon.config.Durations;

/**
 * Calls of somebody else's code, each on a thread of its own and waited for only so long. While one that was given up still has not
 * returned there are no others, so that it leaves one thread behind, and holds up one caller.
 */
final class BoundedCalls {
    private final String thread;
    private volatile @Nullable Thread stuck;

    /** @param thread what the threads are called */
    BoundedCalls(String thread) {
        this.thread = thread;
    }

    /** What came of one. */
    sealed interface Outcome<T> {
        record Returned<T>(T value) implements Outcome<T> {}

        record Threw<T>(Throwable thrown) implements Outcome<T> {}

        /** It was given up, or not begun because an earlier one is still under way; the message says which. */
        record GaveUp<T>(String message) implements Outcome<T> {}
    }

    <T> Outcome<T> within(Duration limit, Callable<T> call) {
        Thread before = stuck;
        if (before != null && before.isAlive()) {
            return new Outcome.GaveUp<>("an earlier call still has not returned");
        }
        FutureTask<T> task = new FutureTask<>(call);
        Thread calling = Thread.ofPlatform().daemon().name(thread).start(task);
        try {
            return new Outcome.Returned<>(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return new Outcome.Threw<>(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException _) {
            stuck = calling;
            calling.interrupt();
            return new Outcome.GaveUp<>("it did not return within " + Durations.show(limit));
        } catch (InterruptedException _) {
            stuck = calling;
            calling.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome.GaveUp<>("interrupted while waiting for it");
        }
    }
}
