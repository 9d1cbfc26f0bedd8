package pmon.ipc.tcp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import pmon.api.spi.transport.RemoteTransportProvider.KnownClients;

/** Makes sockets secret: TLS 1.3 and nothing older, both ends with a certificate. */
final class Tls {
    static {
        // Nobody resumes sessions here. A ticket that a client has not read when it closes would have the kernel reset
        // the
        // connection, and what it sent last be lost.
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
    }

    private static final String[] VERSIONS = {"TLSv1.3"};
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private final SSLContext context;

    private Tls(SSLContext context) {
        this.context = context;
    }

    static Tls with(KeyFile file, KnownClients clients) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("own", file.key(), IN_MEMORY, new Certificate[] {file.own(), file.authority()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(managers.getKeyManagers(), new TrustManager[] {Trust.in(file.authority(), clients)}, null);
            return new Tls(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the keys: " + e.getMessage(), e);
        }
    }

    /** The daemon's end of a connection. The handshake has not begun. */
    SSLSocket server(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false);
        socket.setUseClientMode(false);
        SSLParameters parameters = parameters();
        parameters.setNeedClientAuth(true);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** A client's end of a connection, which is with this host and no other. The handshake has not begun. */
    SSLSocket client(Socket plain, Address address) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), false);
        SSLParameters parameters = parameters();
        // The rules of RFC 2818 for names in certificates are those of every other use, too.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(VERSIONS);
        return parameters;
    }
}
