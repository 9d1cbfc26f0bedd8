package pmon.os.linux.capture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    void pause(Duration timeout) {
        doorbell.await(timeout);
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
}
