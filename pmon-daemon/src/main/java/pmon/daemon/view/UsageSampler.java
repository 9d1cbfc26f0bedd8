package pmon.daemon.view;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.Usage;

/**
 * What processes use, looked up when somebody asks and never otherwise, so an idle daemon samples nothing. Any thread.
 *
 * <p>Processor use is taken between the last two samples at least {@link #INTERVAL} apart: the kernel counts in ticks of 10 ms, so a
 * second gives it to 1 %. The first look at a process has none to show, and one after a long pause shows the average of the pause.
 */
public final class UsageSampler {
    /** What processor use is measured over, at least. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A reading this young is given again: many clients that list at once cost one look at /proc. */
    static final Duration FRESH = Duration.ofMillis(100);

    private final Function<ProcessIdentity, Optional<Usage>> kernel;
    private final LongSupplier nanoTime;
    private final Map<ProcessIdentity, Track> tracks = new ConcurrentHashMap<>();

    /**
     * @param kernel what a process uses now, such as {@link pmon.api.spi.kernel.Kernel#usage}; empty when it is gone
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    public UsageSampler(Function<ProcessIdentity, Optional<Usage>> kernel, LongSupplier nanoTime) {
        this.kernel = kernel;
        this.nanoTime = nanoTime;
    }

    /** What a process uses. */
    Reading read(ProcessIdentity identity) {
        return tracks.computeIfAbsent(identity, _ -> new Track()).read(identity);
    }

    /** Forgets all processes but these. */
    void retain(Collection<ProcessIdentity> living) {
        if (tracks.size() > living.size()) {
            tracks.keySet().retainAll(new HashSet<>(living));
        }
    }

    /** How many processes are remembered. */
    int remembered() {
        return tracks.size();
    }

    /** What a process uses; null where that is not known. */
    record Reading(@Nullable Double cpuPercent, @Nullable Long memoryBytes) {
        static final Reading NOTHING = new Reading(null, null);
    }

    private record Sample(Usage usage, long atNanos) {}

    /** The history of one process. */
    private final class Track {
        private Reading latest = Reading.NOTHING;
        private long latestNanos;
        private @Nullable Sample base;

        synchronized Reading read(ProcessIdentity identity) {
            long now = nanoTime.getAsLong();
            if (base != null && now - latestNanos < FRESH.toNanos()) {
                return latest;
            }
            Optional<Usage> usage = kernel.apply(identity);
            if (usage.isEmpty()) {
                tracks.remove(identity, this);
                return Reading.NOTHING;
            }
            latest = new Reading(percent(usage.get(), now), usage.get().memoryBytes());
            latestNanos = now;
            return latest;
        }

        private @Nullable Double percent(Usage usage, long now) {
            Sample previous = base;
            if (previous == null) {
                base = new Sample(usage, now);
                return null;
            }
            long elapsed = now - previous.atNanos();
            if (elapsed < INTERVAL.toNanos()) {
                return latest.cpuPercent();
            }
            base = new Sample(usage, now);
            long used = Math.max(0, usage.cpuNanos() - previous.usage().cpuNanos());
            return 100.0 * used / elapsed;
        }
    }
}
