package pmon.daemon.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate authority of one daemon, in a directory of its own: the authority's keys in {@code authority.p12}, and a key file for the
 * daemon and for each client, all of them 0600.
 */
public final class Authority {
    private static final String ALIAS = "authority";
    private static final String ISSUED = "issued";

    /** How long the authority itself is good for; what it issues cannot outlive it. */
    private static final int AUTHORITY_DAYS = 3650;

    private static final int PEM_LINE = 64;

    private final Path directory;

    public Authority(Path directory) {
        this.directory = directory;
    }

    /**
     * What was issued.
     *
     * @param fingerprint SHA-256 of the certificate, as 64 hexadecimal digits
     * @param expires when it ends to be good
     */
    public record Issued(Path file, String fingerprint, Instant expires) {}

    /** The daemon's key file in a directory of keys. */
    public static Path serverKey(Path directory) {
        return directory.resolve("server.pem");
    }

    /** Whether it has been made. */
    public boolean exists() {
        return Files.exists(store());
    }

    /** Makes the authority's keys. */
    public void make() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Path unfinished = scratch();
        try {
            new Keytool(unfinished)
                    .makeKeys(
                            ALIAS,
                            "CN=pmon authority",
                            AUTHORITY_DAYS,
                            List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign"));
            moveInPlace(unfinished, store());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Makes the daemon's keys anew, for the names and addresses that clients reach it by. */
    public Issued issueServer(List<String> hosts, int days) throws IOException {
        List<String> names = new ArrayList<>();
        for (String host : hosts) {
            names.add((address(host) ? "ip:" : "dns:") + host);
        }
        return issue(
                serverKey(directory),
                "CN=pmon daemon",
                days,
                List.of("-ext", "san=" + String.join(",", names), "-ext", "eku=serverAuth"),
                true);
    }

    /** The names and addresses that the daemon's keys are for now; none where there are no keys. */
    public List<String> serverHosts() throws IOException {
        List<String> hosts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(serverKey(directory))) {
            // The first of the file; what stands before it is passed over.
            X509Certificate own =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(certificates(in));
            for (List<?> name : own.getSubjectAlternativeNames()) {
                hosts.add(String.valueOf(name.get(1)));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (GeneralSecurityException e) {
            throw new IOException(serverKey(directory) + ": " + e.getMessage(), e);
        }
        return hosts;
    }

    private static InputStream certificates(InputStream keyFile) throws IOException {
        String text = new String(keyFile.readAllBytes(), StandardCharsets.US_ASCII);
        return new ByteArrayInputStream(text.substring(Math.max(0, text.indexOf("-----BEGIN CERTIFICATE")))
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes a client's keys, in a file of its name. */
    public Issued issueClient(String name, int days) throws IOException {
        return issue(clientKey(name), "CN=" + name, days, List.of("-ext", "eku=clientAuth"), false);
    }

    /** The file that a client's keys are made in. */
    public Path clientKey(String name) {
        return directory.resolve("client-" + name + ".pem");
    }

    private Issued issue(Path file, String subject, int days, List<String> extensions, boolean replace)
            throws IOException {
        if (!replace && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        // In a copy: the authority's own store is to hold nothing else.
        Path copy = scratch();
        try {
            Files.copy(store(), copy);
            List<String> more = new ArrayList<>(extensions);
            more.addAll(List.of("-signer", ALIAS));
            new Keytool(copy).makeKeys(ISSUED, subject, days, more);
            return write(copy, file);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read what keytool made: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Issued write(Path keys, Path file) throws IOException, GeneralSecurityException {
        char[] password = Keytool.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance(keys.toFile(), password);
        Key key = store.getKey(ISSUED, password);
        X509Certificate own = (X509Certificate) store.getCertificate(ISSUED);
        X509Certificate authority = (X509Certificate) store.getCertificate(ALIAS);
        String text = block("PRIVATE KEY", key.getEncoded())
                + block("CERTIFICATE", own.getEncoded())
                + block("CERTIFICATE", authority.getEncoded());
        Path unfinished = scratch();
        try {
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            moveInPlace(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        String fingerprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
        return new Issued(file, fingerprint, own.getNotAfter().toInstant());
    }

    /** PEM. Source: RFC 7468. */
    private static String block(String label, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private Path store() {
        return directory.resolve("authority.p12");
    }

    private Path scratch() throws IOException {
        Path file = Files.createTempFile(directory, "unfinished", ".p12");
        Files.delete(file);
        return file;
    }

    private static void moveInPlace(Path from, Path to) throws IOException {
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rw-------"));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** An address rather than a name: of digits and dots, or with a colon. */
    private static boolean address(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }
}
