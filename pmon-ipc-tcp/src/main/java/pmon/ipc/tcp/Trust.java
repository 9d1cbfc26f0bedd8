package pmon.ipc.tcp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import pmon.api.spi.transport.RemoteTransportProvider.KnownClients;

/** Accepts what the JDK accepts of one authority, of clients only those that are known, and says in words what is wrong with others. */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chain;
    private final KnownClients clients;

    private Trust(X509ExtendedTrustManager chain, KnownClients clients) {
        this.chain = chain;
        this.clients = clients;
    }

    /** Of one authority. */
    static Trust in(X509Certificate authority, KnownClients clients) throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            anchors.load(null, null);
        } catch (IOException e) {
            throw new KeyStoreException(e);
        }
        anchors.setCertificateEntry("authority", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new Trust(extended, clients);
            }
        }
        throw new NoSuchAlgorithmException("this Java has no PKIX trust manager");
    }

    /** SHA-256 of a certificate, in hexadecimal digits. */
    static String fingerprint(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every Java has SHA-256, and what was received has an encoding", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        try {
            chain.checkClientTrusted(certificates, type, socket);
        } catch (CertificateException e) {
            throw explained(e, certificates[0]);
        }
        if (clients.user(fingerprint(certificates[0])).isEmpty()) {
            throw new CertificateException(
                    "the certificate " + name(certificates[0]) + " is not in the list of clients");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        try {
            chain.checkServerTrusted(certificates, type, socket);
        } catch (CertificateException e) {
            throw explained(e, certificates[0]);
        }
    }

    private static CertificateException explained(CertificateException problem, X509Certificate certificate) {
        String name = "the certificate " + name(certificate);
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            return new CertificateException(
                    name + " has expired on " + certificate.getNotAfter().toInstant(), problem);
        } catch (CertificateNotYetValidException e) {
            return new CertificateException(
                    name + " is valid only from " + certificate.getNotBefore().toInstant(), problem);
        }
        String message = String.valueOf(problem.getMessage());
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return new CertificateException(name + " is for another host: " + message, problem);
        }
        if (message.contains("building failed") || message.contains("signature check failed")) {
            return new CertificateException(
                    name + " is from another authority: " + certificate.getIssuerX500Principal(), problem);
        }
        return new CertificateException(name + " is refused: " + message, problem);
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal() + " (SHA-256 "
                + fingerprint(certificate).substring(0, 16) + "…)";
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chain.getAcceptedIssuers();
    }

    // Only sockets are used here: a check that does not know the connection could not see whether the host is the right
    // one.
    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        throw new CertificateException("checked with its socket only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        throw new CertificateException("checked with its socket only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("checked with its socket only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("checked with its socket only");
    }
}
