package pmon.ipc.tcp;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Host and port of an endpoint, {@code tcp+tls://host:port}. An IPv6 address stands in brackets. */
record Address(String host, int port) {
    private static final int PORTS = 65_536;

    /** Reads it. @throws IOException when it is no endpoint of this transport; the message says what is wrong with it */
    static Address of(String endpoint) throws IOException {
        if (endpoint.startsWith("tcp://")) {
            throw new IOException(endpoint + " would not tell who calls, not even on loopback; use "
                    + TcpTransportProvider.SCHEME + "://, with keys that `pmon tls init` makes");
        }
        if (!endpoint.startsWith(TcpTransportProvider.SCHEME + "://")) {
            throw new IOException("not an endpoint of this transport, which begins with " + TcpTransportProvider.SCHEME
                    + "://: " + endpoint);
        }
        try {
            URI uri = new URI(endpoint);
            boolean bare = uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (bare && uri.getHost() != null && uri.getPort() >= 0 && uri.getPort() < PORTS) {
                String host = uri.getHost();
                return new Address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IOException(endpoint + ": write it like " + TcpTransportProvider.SCHEME + "://web1.example.com:7443");
    }

    /** The endpoint with another port. */
    String endpoint(int actualPort) {
        return TcpTransportProvider.SCHEME + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + actualPort;
    }
}
