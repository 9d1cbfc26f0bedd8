package pmon.monitors.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.ProgramOutput;

/** Reads what came since the last check, each line once; waits for a line that matches until half of the time is up. */
final class LogMonitor implements Monitor {
    /** In this part of the time it is read: the rest is enough to say in time what was not found, however busy the machine is. */
    private static final int READING_PERCENT = 50;

    private final Pattern pattern;
    private final Optional<Duration> within;
    private final AtomicReference<@Nullable ProgramOutput> output = new AtomicReference<>();
    private volatile boolean closed;
    /** When a line matched last; null before one did. */
    private @Nullable Long matchedNanos;

    LogMonitor(Pattern pattern, Optional<Duration> within) {
        this.pattern = pattern;
        this.within = within;
    }

    @Override
    public CheckResult check(CheckContext context) throws IOException, InterruptedException {
        if (within.isEmpty() && matchedNanos != null) {
            return CheckResult.PASSED;
        }
        Duration patience = context.remaining().multipliedBy(READING_PERCENT).dividedBy(100);
        long deadline = System.nanoTime() + patience.toNanos();
        ProgramOutput lines = output(context);
        while (true) {
            // One that is good reads what there is, and does not wait for more.
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Optional<String> line = lines.next(good() ? Duration.ZERO : left);
            if (line.isPresent()
                    && pattern.matcher(new StoppableText(line.get())).find()) {
                matchedNanos = System.nanoTime();
            }
            if (good() && (within.isEmpty() || line.isEmpty())) {
                return CheckResult.PASSED;
            }
            if (line.isEmpty() || System.nanoTime() - deadline >= 0) {
                return good() ? CheckResult.PASSED : new CheckResult.Failed(missing());
            }
        }
    }

    private boolean good() {
        Long matched = matchedNanos;
        return matched != null
                && (within.isEmpty()
                        || System.nanoTime() - matched <= within.get().toNanos());
    }

    private String missing() {
        return "no line that matches \"" + pattern + "\""
                + within.map(time -> " within " + time.toMillis() + " ms").orElse("");
    }

    private ProgramOutput output(CheckContext context) throws IOException, InterruptedException {
        ProgramOutput present = output.get();
        if (present == null) {
            present = context.output();
            output.set(present);
            if (closed) {
                close();
            }
        }
        return present;
    }

    @Override
    public void close() {
        closed = true;
        ProgramOutput present = output.getAndSet(null);
        if (present != null) {
            present.close();
        }
    }
}
