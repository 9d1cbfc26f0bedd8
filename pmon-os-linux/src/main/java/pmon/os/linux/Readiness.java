package pmon.os.linux;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.Doorbell;
import pmon.os.linux.libc.EpollCalls;
import pmon.os.linux.libc.Errno;

/** One epoll instance over all pidfds, and an eventfd that lets other threads end a wait. */
final class Readiness implements AutoCloseable {
    /** Events taken in one go; the rest waits in the kernel for the next. */
    static final int BATCH = 256;

    private static final long WAKE = 0;

    private final EpollCalls epoll = new EpollCalls(BATCH);
    private final Doorbell doorbell = new Doorbell(epoll, WAKE);
    private long lastToken = WAKE;

    Readiness() {
        if (doorbell.outcome() < 0) {
            throw new KernelException("cannot set up epoll: " + Errno.describe(-doorbell.outcome()));
        }
    }

    /** A number never used before, so that an event of something closed meanwhile is recognised. */
    long newToken() {
        return ++lastToken;
    }

    /** Watches a descriptor; zero, or minus errno. */
    int watch(int descriptor, long token) {
        return epoll.add(descriptor, token);
    }

    void unwatch(int descriptor) {
        epoll.delete(descriptor);
    }

    /** Waits; fills in the tokens of what is ready and returns their number, 0 when the time is up or somebody woke us. */
    int await(@Nullable Duration timeout, long[] tokens) {
        long deadline = timeout == null ? 0 : System.nanoTime() + saturatedNanos(timeout);
        while (true) {
            int count = epoll.await(timeout == null ? -1 : Doorbell.millis(deadline - System.nanoTime()));
            if (count >= 0) {
                return withoutWake(count, tokens);
            }
            if (count != -Errno.EINTR) {
                throw new KernelException("epoll_wait failed: " + Errno.describe(-count));
            }
        }
    }

    private int withoutWake(int count, long[] tokens) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long token = epoll.data(i);
            if (token == WAKE) {
                doorbell.quiet();
            } else {
                tokens[kept++] = token;
            }
        }
        return kept;
    }

    /** Any thread. */
    void wake() {
        doorbell.ring();
    }

    @Override
    public void close() {
        doorbell.close();
        epoll.close();
    }

    private static long saturatedNanos(Duration timeout) {
        // Half the range, so that adding it to any System.nanoTime cannot overflow the comparison.
        return timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) < 0 ? timeout.toNanos() : Long.MAX_VALUE / 2;
    }
}
