package pmon.testkit.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.TransportLimits;
import pmon.api.spi.transport.TransportProvider;

/** A listener with one client connected to it. */
public record Loopback(Listener listener, Connection client, Connection server) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    /** Opens all three; the client may have limits of its own, so that it can break the rules. */
    public static Loopback open(
            TransportProvider provider, Path runDirectory, TransportLimits limits, TransportLimits clientLimits)
            throws IOException {
        Listener listener = provider.listen(runDirectory, limits);
        Task<Connection> accepted = Task.start(listener::accept);
        Connection client = provider.connect(listener.endpoint(), clientLimits);
        try {
            return new Loopback(listener, client, accepted.outcome());
        } catch (Exception e) {
            throw new IOException("the client was not accepted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        listener.close();
    }

    /** Work on a virtual thread of its own, with an outcome that is waited for within a bound. */
    public record Task<T>(FutureTask<T> future) {
        /** Starts it. */
        public static <T> Task<T> start(Callable<T> work) {
            FutureTask<T> future = new FutureTask<>(work);
            Thread.ofVirtual().start(future);
            return new Task<>(future);
        }

        /** What came of it: the value, or the exception it threw. */
        public T outcome() throws Exception {
            try {
                return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw new AssertionError(e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("no outcome within " + PATIENCE_SECONDS + " s", e);
            }
        }
    }
}
