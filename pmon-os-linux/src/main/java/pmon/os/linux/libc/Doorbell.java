package pmon.os.linux.libc;

/** An eventfd(2) in an epoll instance, with which any thread ends the wait of the one that owns it. */
public final class Doorbell implements AutoCloseable {
    private final int descriptor;
    private final int added;
    private final Object lock = new Object();
    private boolean closed;

    /**
     * Makes it; {@link #outcome} tells whether that worked.
     *
     * @param token what the epoll instance says when somebody rang
     */
    public Doorbell(EpollCalls epoll, long token) {
        this.descriptor = epoll.descriptor() < 0 ? epoll.descriptor() : FileCalls.eventfd();
        this.added = descriptor < 0 ? descriptor : epoll.add(descriptor, token);
    }

    /** Zero, or minus errno when the system refused it. */
    public int outcome() {
        return added;
    }

    /** Any thread. The lock keeps it from ringing a number that belongs to another file since {@link #close}. */
    public void ring() {
        synchronized (lock) {
            if (!closed) {
                FileCalls.writeCounter(descriptor, 1);
            }
        }
    }

    /** Takes back what was rung. */
    public void quiet() {
        FileCalls.read(descriptor);
    }

    /** For calls that wait whole milliseconds. Rounded up: a wait that ends a moment before its time makes the caller spin. */
    public static int millis(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, (Math.max(0, nanos) + 999_999) / 1_000_000);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            FileCalls.close(descriptor);
        }
    }
}
