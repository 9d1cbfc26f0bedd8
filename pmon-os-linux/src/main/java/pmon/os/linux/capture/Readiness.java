package pmon.os.linux.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.Doorbell;
import pmon.os.linux.libc.EpollCalls;
import pmon.os.linux.libc.Errno;

/** Waits for pipes with something in them, and for a doorbell. */
final class Readiness implements AutoCloseable {
    /** No pipe has this number. */
    private static final long WAKE = -1;

    private final EpollCalls epoll = new EpollCalls(CapturePort.AWAIT_BOUND);
    private final Doorbell doorbell = new Doorbell(epoll, WAKE);
    /** Who waits here. */
    private volatile @Nullable Thread owner;

    Readiness() {
        if (doorbell.outcome() < 0) {
            throw new KernelException("cannot set up epoll for log capture: " + Errno.describe(-doorbell.outcome()));
        }
    }

    void watch(int pipe) {
        int added = epoll.add(pipe, pipe);
        if (added < 0 && added != -Errno.EEXIST) {
            throw new KernelException("cannot watch a pipe: " + Errno.describe(-added));
        }
    }

    void unwatch(int pipe) {
        epoll.delete(pipe);
    }

    List<Integer> await(@Nullable Duration timeout) {
        own();
        int count = epoll.await(timeout == null ? -1 : Doorbell.millis(timeout.toNanos()));
        if (count < 0 && count != -Errno.EINTR) {
            throw new KernelException("epoll_wait failed: " + Errno.describe(-count));
        }
        List<Integer> ready = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            long pipe = epoll.data(i);
            if (pipe == WAKE) {
                doorbell.quiet();
            } else {
                ready.add((int) pipe);
            }
        }
        return ready;
    }

    /** Waits to within the kernel's timer slack of 50 µs; poll(2) and epoll_wait(2) count in milliseconds. */
    void pause(Duration timeout) {
        own();
        LockSupport.parkNanos(this, timeout.toNanos());
    }

    @SuppressWarnings("ReferenceEquality") // this very thread
    private void own() {
        if (owner != Thread.currentThread()) {
            owner = Thread.currentThread();
        }
    }

    /** Any thread. */
    void wake() {
        doorbell.ring();
        // A permit that finds nobody parked ends the next pause: it is as if that had been rung.
        LockSupport.unpark(owner);
    }

    @Override
    public void close() {
        doorbell.close();
        epoll.close();
    }
}
