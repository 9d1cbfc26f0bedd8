package pmon.cli.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import pmon.api.spi.transport.Connection;

/**
 * Breaks a conversation off when the daemon hangs: closes the connection, which ends the wait of the thread that reads or writes. Blocking
 * channels have no time-out of their own. It may come late by as much as the bound, and costs the other thread nothing but a volatile write.
 */
final class Patience extends Thread {
    private final Connection connection;
    private final long boundNanos;
    private volatile long begun;
    private volatile boolean waiting;
    private volatile boolean over;

    private Patience(Connection connection, Duration bound) {
        super("patience");
        this.connection = connection;
        this.boundNanos = bound.toNanos();
        setDaemon(true);
    }

    static Patience with(Connection connection, Duration bound) {
        Patience patience = new Patience(connection, bound);
        patience.start();
        return patience;
    }

    /** The daemon's turn begins. */
    void begin() {
        begun = System.nanoTime();
        waiting = true;
    }

    /** The daemon has done its part. */
    void end() {
        waiting = false;
    }

    /** Whether it came to an end. */
    boolean over() {
        return over;
    }

    Duration bound() {
        return Duration.ofNanos(boundNanos);
    }

    @Override
    public void run() {
        long left = boundNanos;
        while (!isInterrupted()) {
            LockSupport.parkNanos(left);
            // In this order: of a turn that begins in between, the newer beginning is read.
            left = waiting ? boundNanos - (System.nanoTime() - begun) : boundNanos;
            if (left <= 0) {
                over = true;
                connection.close();
                return;
            }
        }
    }
}
