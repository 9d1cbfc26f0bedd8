package pmon.daemon.probe;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.daemon.config.Durations;

/** One monitor of one instance, opened at its first check; asked by one thread at a time. */
final class Probe implements AutoCloseable {
    private final Supplier<Monitor> opening;
    private @Nullable Monitor monitor;
    private @Nullable Attempt underWay;
    private boolean closed;

    Probe(Supplier<Monitor> opening) {
        this.opening = opening;
    }

    /** A check to begin; null where the one before has not returned yet, which is answered at once. */
    @Nullable
    Attempt attempt(Duration timeout, Consumer<CheckResult> answer) {
        synchronized (this) {
            if (underWay == null) {
                underWay = new Attempt(timeout, answer);
                return underWay;
            }
        }
        answer.accept(new CheckResult.Failed("an earlier check still has not returned"));
        return null;
    }

    /** One check. */
    final class Attempt {
        private final Duration timeout;
        private final Consumer<CheckResult> answer;
        private final AtomicBoolean answered = new AtomicBoolean();
        private volatile @Nullable Thread thread;

        private Attempt(Duration timeout, Consumer<CheckResult> answer) {
            this.timeout = timeout;
            this.answer = answer;
        }

        /** @param after called once when the check has returned in time */
        void begin(ThreadFactory threads, CheckContext context, Runnable after) {
            Thread checking = threads.newThread(() -> {
                CheckResult result = look(context);
                returned();
                if (answered.compareAndSet(false, true)) {
                    after.run();
                    answer.accept(result);
                }
            });
            thread = checking;
            checking.start();
        }

        /** The time is up. */
        void expire() {
            if (answered.compareAndSet(false, true)) {
                interrupt();
                answer.accept(new CheckResult.Failed("no answer within " + Durations.show(timeout)));
            }
        }

        private void interrupt() {
            Thread checking = thread;
            if (checking != null) {
                checking.interrupt();
            }
        }
    }

    private CheckResult look(CheckContext context) {
        try {
            return opened().check(context);
        } catch (InterruptedException _) {
            return new CheckResult.Failed("it was interrupted");
        } catch (Exception | LinkageError e) {
            String message = e.getMessage();
            return new CheckResult.Failed(message == null ? e.toString() : message);
        }
    }

    /** Opens it without the lock, for which the supervisor's thread would have to wait. */
    private Monitor opened() throws InterruptedException {
        Monitor present = present();
        if (present != null) {
            return present;
        }
        Monitor made = opening.get();
        synchronized (this) {
            if (!closed) {
                monitor = made;
                return made;
            }
        }
        made.close();
        throw new InterruptedException();
    }

    private synchronized @Nullable Monitor present() throws InterruptedException {
        if (closed) {
            throw new InterruptedException();
        }
        return monitor;
    }

    private synchronized void returned() {
        underWay = null;
    }

    @Override
    public void close() {
        Monitor present;
        synchronized (this) {
            closed = true;
            present = monitor;
            if (underWay != null) {
                underWay.interrupt();
            }
        }
        if (present != null) {
            present.close();
        }
    }
}
