package pmon.daemon.plugin;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** A monitor of a plugin. Leaves at most one thread behind, since it does not ask again before that has returned. */
final class ApartMonitor implements Monitor {
    private final String name;
    private final Monitor monitor;
    private final Consumer<Monitor> closing;
    private volatile @Nullable Thread last;

    /** @param closing closes it, without anybody waiting for that */
    ApartMonitor(String name, Monitor monitor, Consumer<Monitor> closing) {
        this.name = name;
        this.monitor = monitor;
        this.closing = closing;
    }

    @Override
    public CheckResult check(CheckContext context) throws Exception {
        Thread before = last;
        if (before != null && before.isAlive()) {
            return new CheckResult.Failed("an earlier check still has not returned");
        }
        FutureTask<CheckResult> task = new FutureTask<>(() -> monitor.check(context));
        Thread thread = Thread.ofPlatform().daemon().name("monitor " + name).start(task);
        last = thread;
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            return new CheckResult.Failed(String.valueOf(e.getCause()));
        } finally {
            // What was returned is known a moment before its thread is gone.
            if (task.isDone()) {
                last = null;
            }
        }
    }

    @Override
    public void close() {
        closing.accept(monitor);
    }
}
