package pmon.ipc.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.Peer;
import pmon.api.spi.transport.RemoteTransportProvider.KnownClients;
import pmon.api.spi.transport.TransportLimits;

/**
 * The daemon's end. Handshakes are made by a virtual thread each, so that a caller who is slow, silent or no client at all holds up nobody:
 * not more than {@link #HANDSHAKES} at once, none for longer than a bound. Of more, the oldest is hung up on, so that those who say nothing cannot keep
 * others out.
 */
final class TcpListener implements Listener {
    private static final Logger LOG = System.getLogger(TcpListener.class.getName());

    /** Under way at once. */
    static final int HANDSHAKES = 256;

    /** From the connection to the end of the handshake: enough for many at once on a machine that is busy. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the daemon says once it has accepted a client: in TLS 1.3 the client's handshake ends before that is decided. */
    static final int WELCOME = 1;

    /** How much more is taken of a caller that is refused, and how long each bit of it is waited for. */
    private static final int LINGER_READS = 4;

    private static final int LINGER_BYTES = 8 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final ServerSocket server;
    private final Tls tls;
    private final KnownClients clients;
    private final Address address;
    private final TransportLimits limits;
    private final Duration patience;
    private final BlockingQueue<Socket> handshakes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Connection> accepted = new ArrayBlockingQueue<>(HANDSHAKES);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread accepting;

    private TcpListener(
            ServerSocket server,
            Tls tls,
            KnownClients clients,
            Address address,
            TransportLimits limits,
            Duration patience) {
        this.patience = patience;
        this.server = server;
        this.tls = tls;
        this.clients = clients;
        this.address = address;
        this.limits = limits;
    }

    /** Listens; a handshake may take so long. */
    static TcpListener open(Address address, Tls tls, KnownClients clients, TransportLimits limits, Duration patience)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), limits.backlog());
        } catch (UnknownHostException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + address.endpoint(address.port()) + ": unknown host " + address.host(), e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw new IOException("cannot listen on " + address.endpoint(address.port()) + ": " + e.getMessage(), e);
        }
        TcpListener listener = new TcpListener(server, tls, clients, address, limits, patience);
        var _ = Thread.ofVirtual().name("callers").start(listener::take);
        return listener;
    }

    @Override
    public String endpoint() {
        return address.endpoint(server.getLocalPort());
    }

    @Override
    public Connection accept() throws IOException {
        accepting = Thread.currentThread();
        try {
            if (!closed.get()) {
                return accepted.take();
            }
        } catch (InterruptedException e) {
            if (!closed.get()) {
                Thread.currentThread().interrupt();
            }
        } finally {
            accepting = null;
        }
        throw new AsynchronousCloseException();
    }

    private void take() {
        while (!closed.get()) {
            try {
                Socket caller = server.accept();
                Socket oldest = handshakes.size() < HANDSHAKES ? null : handshakes.poll();
                if (oldest != null) {
                    LOG.log(Level.DEBUG, "{0} is hung up on: too many callers at once", oldest.getInetAddress());
                    hangUp(oldest);
                }
                handshakes.add(caller);
                var _ = Thread.ofVirtual().name("handshake").start(() -> greet(caller));
            } catch (IOException e) {
                if (closed.get() || pausedUntilClosed(e)) {
                    return;
                }
            }
        }
    }

    /** Too many open files, and the like: without a pause the loop would spin until that is over. */
    private boolean pausedUntilClosed(IOException e) {
        LOG.log(Level.WARNING, "cannot take a caller from {0}: {1}", endpoint(), e.getMessage());
        try {
            return closing.await(ACCEPT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private void greet(Socket caller) {
        CountDownLatch done = new CountDownLatch(1);
        var _ = Thread.ofVirtual().name("handshake watch").start(() -> hangUpLate(caller, done));
        try {
            caller.setTcpNoDelay(true);
            // A machine that vanished without a word is noticed by the kernel, in its own time (tcp(7)).
            caller.setKeepAlive(true);
            SSLSocket secret = tls.server(caller);
            secret.startHandshake();
            Connection connection = welcomed(caller, secret);
            done.countDown();
            if (closed.get() || !accepted.offer(connection)) {
                connection.close();
            }
        } catch (IOException e) {
            tell(caller, e);
            linger(caller);
            hangUp(caller);
            done.countDown();
        } finally {
            handshakes.remove(caller);
        }
    }

    private Connection welcomed(Socket caller, SSLSocket secret) throws IOException {
        String fingerprint = Trust.fingerprint(secret.getSession().getPeerCertificates()[0]);
        secret.getOutputStream().write(WELCOME);
        secret.getOutputStream().flush();
        return new TcpConnection(
                caller,
                secret,
                limits.maxFrameBytes(),
                () -> new Peer(clients.user(fingerprint)
                        .orElseThrow(() ->
                                new IOException("the client is not in the list of clients any more: " + fingerprint))));
    }

    /** One that proved nothing is everyday life of a port; a certificate that is refused somebody will ask about. */
    private static void tell(Socket caller, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                LOG.log(Level.WARNING, "{0} is refused: {1}", caller.getInetAddress(), cause.getMessage());
                return;
            }
        }
        LOG.log(
                Level.DEBUG,
                "{0} is refused: {1}",
                caller.getInetAddress(),
                e instanceof SSLException ? "no TLS 1.3 with a certificate: " + e.getMessage() : e.getMessage());
    }

    /** Closing while the caller still sends would have its kernel throw the alert away that says why. */
    private static void linger(Socket caller) {
        try {
            caller.shutdownOutput();
            caller.setSoTimeout((int) LINGER.toMillis());
            byte[] rest = new byte[LINGER_BYTES];
            for (int reads = 0; reads < LINGER_READS && caller.getInputStream().read(rest) >= 0; reads++) {
                // Whatever it still says is of no interest.
            }
        } catch (IOException e) {
            // It has gone, or said nothing more.
        }
    }

    private void hangUpLate(Socket caller, CountDownLatch done) {
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                hangUp(caller);
            }
        } catch (InterruptedException e) {
            hangUp(caller);
        }
    }

    private static void hangUp(Socket caller) {
        try {
            caller.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening on " + endpoint(), e);
        }
        Thread waiting = accepting;
        if (waiting != null) {
            waiting.interrupt();
        }
        for (Connection late = accepted.poll(); late != null; late = accepted.poll()) {
            late.close();
        }
    }
}
