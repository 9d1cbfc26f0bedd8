package pmon.monitors.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** How a server is reached. */
sealed interface Dialling {
    /** A connection on which both reading and writing give up after the time. */
    Socket dial(InetSocketAddress address, int timeoutMillis) throws IOException;

    /** Without encryption. */
    record Plain() implements Dialling {
        @Override
        public Socket dial(InetSocketAddress address, int timeoutMillis) throws IOException {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), timeoutMillis);
                socket.setSoTimeout(timeoutMillis);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }

    /**
     * With TLS; the certificate has to be for the host.
     *
     * @param authorities PEM file of who may sign it; empty for those of the system
     */
    record Tls(Optional<Path> authorities) implements Dialling {
        @Override
        public Socket dial(InetSocketAddress address, int timeoutMillis) throws IOException {
            Socket plain = new Plain().dial(address, timeoutMillis);
            try {
                SSLSocket socket =
                        (SSLSocket) factory().createSocket(plain, address.getHostString(), address.getPort(), true);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return socket;
            } catch (IOException e) {
                plain.close();
                throw e;
            }
        }

        /** Read anew at each check, so that a renewed file counts at once. */
        private SSLSocketFactory factory() throws IOException {
            if (authorities.isEmpty()) {
                return (SSLSocketFactory) SSLSocketFactory.getDefault();
            }
            Path file = authorities.get();
            try (InputStream pem = Files.newInputStream(file)) {
                KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
                trusted.load(null, null);
                for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    trusted.setCertificateEntry("authority-" + trusted.size(), each);
                }
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                return context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("ca_file " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
