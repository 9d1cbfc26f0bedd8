package pmon.plugin.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who is told, and how.
 *
 * @param timeout for one try
 * @param trust whose certificates count; empty for those that Java trusts
 */
record Receiver(
        URI url,
        Map<String, String> headers,
        Optional<Signature> signature,
        Duration timeout,
        Optional<SSLContext> trust,
        Optional<ProxySelector> proxy) {
    private static final int MAX_PORT = 65_535;

    Receiver {
        headers = Map.copyOf(headers);
    }

    /** For the log: as much of the URL as is no secret. */
    String place() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    /** Whatever prints it, prints no secret. */
    @Override
    public String toString() {
        return place();
    }

    /** Reads the setting {@code url}, without repeating it in what is wrong with it. */
    static URI url(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("url: it is no URL");
        }
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("url: it is no http or https URL with a host, and a port that exists");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url: it has a user in it, which is not sent; set authorization: \"Basic …\" instead");
        }
        return url;
    }

    /** Throws {@link IllegalArgumentException} for a header that cannot be sent, without its value. */
    void checkHeaders() {
        headers.forEach((name, value) -> {
            try {
                var _ = HttpRequest.newBuilder(url).setHeader(name, value);
            } catch (IllegalArgumentException _) {
                String setting = name.equals("Authorization") ? "authorization" : "headers." + name;
                throw new IllegalArgumentException(
                        setting + ": it cannot be sent; its name is reserved, or a character is not allowed");
            }
        });
    }

    /** Reads the setting {@code proxy}. */
    static ProxySelector proxy(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("proxy: " + text + " is not of the form HOST:PORT");
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port == 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("proxy: port " + port + " is not within 1 to 65535");
        }
        return ProxySelector.of(new InetSocketAddress(text.substring(0, colon), port));
    }

    /** Trusts the certificates in a file in PEM form, and no others. */
    static SSLContext trust(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry(Integer.toString(number++), each);
            }
            if (number == 0) {
                throw new IllegalArgumentException("ca_file: there is no certificate in " + file);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new IllegalArgumentException("ca_file: cannot read " + file + ": " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("ca_file: " + file + " holds no certificates in PEM form: " + e, e);
        }
    }
}
