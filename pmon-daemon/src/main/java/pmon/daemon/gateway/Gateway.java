package pmon.daemon.gateway;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import pmon.api.protocol.Frozen;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.Peer;
import pmon.daemon.gateway.Admission.Verdict;
import pmon.wire.Frame;
import pmon.wire.FrameCodec;

/**
 * Lets clients in from one listener and serves each on threads of its own, so that none waits for another.
 *
 * <p>A client may take nothing for good: how many are in, how far ahead they send, how long they say nothing and how long they read
 * nothing is bounded by {@link GatewayLimits}. A client that leaves while its change is at work loses the reply only.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Gateway.class.getName());

    /** After a failure to accept, such as too many open files; without it, the loop would spin until that is over. */
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final Listener listener;
    private final Admission admission;
    private final RequestHandler requests;
    private final DaemonControl daemon;
    private final int maxFrameBytes;
    private final GatewayLimits limits;
    private final FrameCodec codec = new FrameCodec();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int answersDue;
    private boolean closed;

    private Gateway(
            Listener listener,
            Admission admission,
            RequestHandler requests,
            DaemonControl daemon,
            int maxFrameBytes,
            GatewayLimits limits) {
        this.listener = listener;
        this.admission = admission;
        this.requests = requests;
        this.daemon = daemon;
        this.maxFrameBytes = maxFrameBytes;
        this.limits = limits;
    }

    /**
     * Starts letting clients in.
     *
     * @param audience who may come in besides root and the daemon's own user
     * @param maxFrameBytes the transport's bound
     */
    public static Gateway open(
            Listener listener,
            Accounts accounts,
            Audience audience,
            RequestHandler requests,
            DaemonControl daemon,
            int maxFrameBytes,
            GatewayLimits limits) {
        Admission admission = new Admission(accounts, audience, limits);
        Gateway gateway = new Gateway(listener, admission, requests, daemon, maxFrameBytes, limits);
        var _ = Thread.ofVirtual().name("gateway").start(gateway::acceptAll);
        var _ = Thread.ofVirtual().name("gateway watch").start(gateway::watch);
        return gateway;
    }

    /** Lets nobody in any more, waits a moment for answers that are on their way, and ends all connections. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            listener.close();
            await(() -> answersDue == 0);
        } finally {
            lock.unlock();
            sessions.forEach(session -> session.cutOff("the daemon ends"));
        }
        lock.lock();
        try {
            await(sessions::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    /** How many clients are connected. */
    int clients() {
        return sessions.size();
    }

    private void acceptAll() {
        while (true) {
            try {
                Connection connection = listener.accept();
                var _ = Thread.ofVirtual().name("client").start(() -> serve(connection));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot let a client in: {0}", e.getMessage());
                if (awaitClosed(ACCEPT_PAUSE)) {
                    return;
                }
            }
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            Peer peer = connection.peer();
            Verdict verdict = admission.enter(peer);
            switch (verdict) {
                case Verdict.Admitted admitted -> {
                    try {
                        converse(connection, verdict);
                    } finally {
                        admission.leave(admitted.caller());
                    }
                }
                case Verdict.Denied denied -> turnAway(connection, denied);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client came and went: {0}", e.getMessage());
        }
    }

    private void turnAway(Connection connection, Verdict.Denied denied) throws IOException {
        try {
            if (turnedAway.incrementAndGet() <= limits.turnedAway()) {
                converse(connection, denied);
            } else {
                // Nothing has been sent before, so there is room for it and nobody has to be waited for.
                Frozen refused = new Frozen.Refused(denied.code().word(), denied.message());
                connection.send(codec.encode(new Frame.Control(refused)));
            }
        } finally {
            turnedAway.decrementAndGet();
        }
    }

    private void converse(Connection connection, Verdict verdict) {
        boolean trusted = verdict instanceof Verdict.Admitted admitted && admitted.operator();
        Line line =
                new Line(connection, codec, maxFrameBytes, trusted ? maxFrameBytes : limits.userFrameBytes(), limits);
        Session session = new Session(line, verdict, requests, daemon, limits, new CountedAnswers());
        enter(session);
        try {
            session.serve();
        } finally {
            leave(session);
        }
    }

    private void enter(Session session) {
        sessions.add(session);
        lock.lock();
        try {
            if (closed) {
                session.cutOff("the daemon ends");
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Session session) {
        lock.lock();
        try {
            sessions.remove(session);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something under the lock, not longer than the end of the daemon may take. */
    private void await(BooleanSupplier condition) {
        long left = limits.closeGrace().toNanos();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends connections that are stuck. Wakes up only while somebody is connected. */
    private void watch() {
        Duration period = limits.sendTimeout().dividedBy(4);
        while (awaitClient() && !awaitClosed(period)) {
            sessions.forEach(Session::cutOffIfStuck);
        }
    }

    private boolean awaitClient() {
        lock.lock();
        try {
            while (sessions.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end, not longer than this.
     *
     * @return whether it has come
     */
    private boolean awaitClosed(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    private final class CountedAnswers implements Session.Answering {
        @Override
        public void began() {
            count(1);
        }

        @Override
        public void ended() {
            count(-1);
        }

        private void count(int by) {
            lock.lock();
            try {
                answersDue += by;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
