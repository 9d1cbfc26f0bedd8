package pmon.ipc.tcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key, its certificate, and that of the authority, in this order or any other, as PEM blocks (RFC 7468). The JDK reads
 * certificates of that form; keys it reads in a preview only (JEP 470), so their armour is taken off here.
 *
 * @param own the certificate of the key
 * @param authority what the other end's certificate has to be from
 */
record KeyFile(PrivateKey key, X509Certificate own, X509Certificate authority) {
    /** Far above three blocks. */
    private static final long MAX_BYTES = 64 * 1024;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Reads it. @throws IOException when it is not there, not private or not what it should be */
    static KeyFile read(Path file) throws IOException {
        String text;
        try {
            checkPrivate(file);
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + ": too large for a key file");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such key file; `pmon tls` makes them", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": this key file is not yours to read", e);
        }
        try {
            return parse(text);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + ": not a key file: " + e.getMessage(), e);
        }
    }

    /** The same; one whose certificate the other end could not accept is refused here, with a better reason than that end would give. */
    static KeyFile readValid(Path file) throws IOException {
        KeyFile keys = read(file);
        try {
            keys.own().checkValidity();
        } catch (CertificateExpiredException e) {
            throw new IOException(
                    file + ": its certificate has expired on "
                            + keys.own().getNotAfter().toInstant() + "; `pmon tls` makes another",
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new IOException(
                    file + ": its certificate is valid only from "
                            + keys.own().getNotBefore().toInstant() + "; is the clock right?",
                    e);
        }
        return keys;
    }

    private static void checkPrivate(Path file) throws IOException {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
        for (PosixFilePermission mode : modes) {
            if (OTHERS.contains(mode)) {
                throw new IOException(file + ": others may use this key (" + PosixFilePermissions.toString(modes)
                        + "); run: chmod 600 " + file);
            }
        }
    }

    private static KeyFile parse(String text) throws GeneralSecurityException {
        PrivateKey key = null;
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            byte[] content = Base64.getMimeDecoder().decode(blocks.group(2));
            if (blocks.group(1).equals("PRIVATE KEY")) {
                key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content));
            } else if (blocks.group(1).equals("CERTIFICATE")) {
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(content));
                certificates.add((X509Certificate) certificate);
            }
        }
        X509Certificate authority = one(certificates, true);
        X509Certificate own = one(certificates, false);
        if (key == null || own == null || authority == null || certificates.size() != 2) {
            throw new IllegalArgumentException(
                    "it has to hold one private key, its certificate, and the certificate of the authority");
        }
        return new KeyFile(key, own, authority);
    }

    private static @Nullable X509Certificate one(List<X509Certificate> certificates, boolean authority) {
        for (X509Certificate certificate : certificates) {
            if (certificate.getBasicConstraints() >= 0 == authority) {
                return certificate;
            }
        }
        return null;
    }
}
