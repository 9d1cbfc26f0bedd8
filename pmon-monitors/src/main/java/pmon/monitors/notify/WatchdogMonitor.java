package pmon.monitors.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.Notices;

/** Looks at when the last sign of life came. */
final class WatchdogMonitor implements Monitor {
    private final Duration interval;
    /** Of the first check: a program that took long to become ready has all of its time from then on. */
    private @Nullable Long begunNanos;

    WatchdogMonitor(Duration interval) {
        this.interval = interval;
    }

    @Override
    public CheckResult check(CheckContext context) throws InterruptedException {
        Notices told = context.notices(_ -> true);
        if (told.alarm()) {
            return new CheckResult.Failed("it has sent WATCHDOG=trigger: it knows that it does not work");
        }
        Duration allowed = told.watchdog().orElse(interval);
        Duration silent = shorter(told.sinceSign(), sinceBegun());
        return told.phase() == Notices.Phase.STOPPING || silent.compareTo(allowed) <= 0
                ? CheckResult.PASSED
                : new CheckResult.Failed("no WATCHDOG=1 for " + silent.toMillis() + " ms, more than "
                        + allowed.toMillis() + " ms"
                        + (told.status().isEmpty() ? "" : "; its status is: " + told.status()));
    }

    private Duration sinceBegun() {
        long now = System.nanoTime();
        Long begun = begunNanos;
        if (begun == null) {
            begunNanos = now;
            return Duration.ZERO;
        }
        return Duration.ofNanos(now - begun);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
