package pmon.os.linux.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.CaptureCalls;
import pmon.os.linux.libc.EpollCalls;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;

/** Waits for pipes with something in them, and for a doorbell. */
final class Readiness implements AutoCloseable {
    private final EpollCalls epoll = new EpollCalls(CapturePort.AWAIT_BOUND);
    private final int doorbell;
    private final Object doorbellLock = new Object();
    private boolean closed;

    Readiness() {
        this.doorbell = epoll.descriptor() < 0 ? epoll.descriptor() : FileCalls.eventfd();
        int added = doorbell < 0 ? doorbell : epoll.add(doorbell, doorbell);
        if (added < 0) {
            throw new KernelException("cannot set up epoll for log capture: " + Errno.describe(-added));
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
        int count = epoll.await(timeout == null ? -1 : millis(timeout));
        if (count < 0 && count != -Errno.EINTR) {
            throw new KernelException("epoll_wait failed: " + Errno.describe(-count));
        }
        List<Integer> ready = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            int descriptor = (int) epoll.data(i);
            if (descriptor == doorbell) {
                FileCalls.read(doorbell);
            } else {
                ready.add(descriptor);
            }
        }
        return ready;
    }

    void pause(Duration timeout) {
        if (CaptureCalls.pollReadable(doorbell, millis(timeout)) > 0) {
            FileCalls.read(doorbell);
        }
    }

    /** Any thread. The lock keeps it from ringing a number that belongs to another file since {@link #close}. */
    void wake() {
        synchronized (doorbellLock) {
            if (!closed) {
                FileCalls.writeCounter(doorbell, 1);
            }
        }
    }

    @Override
    public void close() {
        synchronized (doorbellLock) {
            closed = true;
            FileCalls.close(doorbell);
        }
        epoll.close();
    }

    /** Rounded up: a wait that ends a moment before its time makes the caller spin. */
    private static int millis(Duration timeout) {
        long nanos = Math.max(0, timeout.toNanos());
        return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }
}
