package pmon.ipc.tcp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import pmon.api.spi.transport.Connection;
import pmon.api.spi.transport.Listener;
import pmon.api.spi.transport.Peer;
import pmon.api.spi.transport.RemoteTransportProvider;
import pmon.api.spi.transport.TransportLimits;

/** TLS over TCP, {@code tcp+tls://host:port}. */
public final class TcpTransportProvider implements RemoteTransportProvider {
    static final String SCHEME = "tcp+tls";

    /** For a client to reach the daemon, and then for each step of the handshake. */
    private static final Duration PATIENCE = TcpListener.PATIENCE;

    /** A client has nobody in its list: it is one that calls. */
    private static final KnownClients NOBODY = fingerprint -> Optional.empty();

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(String endpoint, Path key, KnownClients clients, TransportLimits limits) throws IOException {
        Address address = Address.of(endpoint);
        KeyFile file = KeyFile.readValid(key);
        return TcpListener.open(address, Tls.with(file, clients), clients, limits, TcpListener.PATIENCE);
    }

    @Override
    public Connection connect(String endpoint, Path key, TransportLimits limits) throws IOException {
        Address address = Address.of(endpoint);
        Tls tls = Tls.with(KeyFile.readValid(key), NOBODY);
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.setSoTimeout((int) PATIENCE.toMillis());
            SSLSocket secret = tls.client(plain, address);
            secret.startHandshake();
            if (secret.getInputStream().read() != TcpListener.WELCOME) {
                throw new IOException(endpoint + " is not a pmon daemon, or does not let this client in");
            }
            plain.setSoTimeout(0);
            X509Certificate daemon = (X509Certificate) secret.getSession().getPeerCertificates()[0];
            Peer peer = new Peer(daemon.getSubjectX500Principal().getName());
            return new TcpConnection(plain, secret, limits.maxFrameBytes(), () -> peer);
        } catch (IOException e) {
            plain.close();
            throw explained(endpoint, key, e);
        } catch (RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static IOException explained(String endpoint, Path key, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new IOException("cannot trust " + endpoint + ": " + cause.getMessage(), e);
            }
        }
        return switch (e) {
            case UnknownHostException _ -> new IOException("cannot reach " + endpoint + ": unknown host", e);
            case ConnectException _ -> refused(endpoint, e);
            case SocketTimeoutException _ ->
                new IOException("cannot reach " + endpoint + ": no answer within " + PATIENCE.toSeconds() + " s", e);
            case SSLException ssl -> new IOException(said(endpoint, key, String.valueOf(ssl.getMessage())), e);
            default -> new IOException("cannot reach " + endpoint + ": " + e.getMessage(), e);
        };
    }

    private static ConnectException refused(String endpoint, IOException e) {
        ConnectException refused = new ConnectException("nobody listens on " + endpoint + ": " + e.getMessage());
        refused.initCause(e);
        return refused;
    }

    /** The JDK's end of a daemon sends the same alert whatever is wrong with a certificate; its log has the reason. */
    private static String said(String endpoint, Path key, String message) {
        if (message.contains("certificate_unknown")) {
            return endpoint + " does not let " + key
                    + " in: its certificate is not in the list of clients (`pmon tls ls`"
                    + " there), or of another authority";
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "what listens on " + endpoint + " speaks no TLS; is it the right port?";
        }
        return "cannot agree with " + endpoint + " on a secret connection: " + message;
    }
}
