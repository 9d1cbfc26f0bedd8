package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An epoll instance and the memory for its answers. One thread at a time. */
public final class EpollCalls implements AutoCloseable {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final ValueLayout.OfLong DATA = ValueLayout.JAVA_LONG_UNALIGNED;

    private static final MemorySegment EPOLL_CREATE1 = Abi.function("epoll_create1");
    private static final MemorySegment EPOLL_CTL = Abi.function("epoll_ctl");
    private static final MemorySegment EPOLL_WAIT = Abi.function("epoll_wait");

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment one = arena.allocate(Arch.CURRENT.epollEventBytes, Long.BYTES);
    private final MemorySegment ready;
    private final int capacity;
    private final int descriptor;

    /**
     * Creates it; {@link #descriptor} tells whether that worked.
     *
     * @param capacity events one wait can bring
     */
    public EpollCalls(int capacity) {
        this.capacity = capacity;
        this.ready = arena.allocate((long) Arch.CURRENT.epollEventBytes * capacity, Long.BYTES);
        this.descriptor = Abi.call(EPOLL_CREATE1, EPOLL_CLOEXEC);
    }

    /** The descriptor, or minus errno when the system refused one. */
    public int descriptor() {
        return descriptor;
    }

    /** Watches for readability; {@code data} comes back with the event. */
    public int add(int watched, long data) {
        one.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
        one.set(DATA, Arch.CURRENT.epollDataOffset, data);
        return Abi.call(EPOLL_CTL, descriptor, EPOLL_CTL_ADD, watched, one.address(), 0, 0);
    }

    public int delete(int watched) {
        return Abi.call(EPOLL_CTL, descriptor, EPOLL_CTL_DEL, watched, one.address(), 0, 0);
    }

    /**
     * Waits: the number of events, 0 when the time is up, minus errno.
     *
     * @param timeoutMillis -1 waits without end
     */
    public int await(int timeoutMillis) {
        return Abi.call(EPOLL_WAIT, descriptor, ready.address(), capacity, timeoutMillis, 0, 0);
    }

    /** The data of the n-th event of the last wait. */
    public long data(int index) {
        return ready.get(DATA, (long) Arch.CURRENT.epollEventBytes * index + Arch.CURRENT.epollDataOffset);
    }

    @Override
    public void close() {
        FileCalls.close(descriptor);
    }
}
