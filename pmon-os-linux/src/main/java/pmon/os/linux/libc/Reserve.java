package pmon.os.linux.libc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Descriptors that are kept for looking at processes: where all others are taken it must still be seen whether anything of a program lives,
 * for which two are needed at a time. Any thread.
 */
final class Reserve {
    /** For two threads, and one more each. */
    private static final int DESCRIPTORS = 6;

    private static final Queue<Integer> KEPT = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger LENT = new AtomicInteger(DESCRIPTORS);

    static {
        refill();
    }

    private Reserve() {}

    /** Lets go of one; whether there was one. */
    static boolean lend() {
        Integer descriptor = KEPT.poll();
        if (descriptor == null) {
            return false;
        }
        LENT.incrementAndGet();
        FileCalls.closeOnly(descriptor);
        return true;
    }

    /** Takes back what was lent, as far as there are descriptors. Cheap where nothing was. */
    static void refill() {
        while (LENT.get() > 0) {
            int descriptor = FileCalls.openOnly("/dev/null", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0);
            if (descriptor < 0) {
                return;
            }
            LENT.decrementAndGet();
            KEPT.add(descriptor);
        }
    }
}
