package pmon.os.linux;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * What a process has told before its end may make another one the main process, so its end waits for what is unheard. Nearly always there
 * is nothing.
 */
final class Hearing {
    /**
     * So long something may be unheard: the first message of all costs a cold daemon on a busy machine more than 50 ms. Whoever has others talk
     * all the time does not put off an end for ever.
     */
    private static final Duration BOUND = Duration.ofMillis(500);

    private static final long PAUSE_NANOS = 100_000;

    private final List<LinuxNotifyPort> ports = new CopyOnWriteArrayList<>();
    /** By System.nanoTime. */
    private final Map<Instance, Long> deadlines = new HashMap<>();

    /** Any thread. */
    void begin(LinuxNotifyPort port) {
        ports.add(port);
    }

    /** Any thread. */
    void end(LinuxNotifyPort port) {
        ports.remove(port);
    }

    /** Whether something may have been told before the end of an instance that is not heard yet. Pauses a little where that is so. */
    boolean unheard(Instance instance) {
        if (ports.stream().noneMatch(LinuxNotifyPort::unheard)) {
            return false;
        }
        long now = System.nanoTime();
        boolean waits = now - deadlines.computeIfAbsent(instance, none -> now + BOUND.toNanos()) < 0;
        if (waits) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return waits;
    }

    /** It has ended. */
    void forget(Instance instance) {
        deadlines.remove(instance);
    }
}
