package pmon.daemon.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    @TempDir
    private Path parent = Path.of("set by JUnit");

    @Test
    void whatItIssuesIsSignedByItAndPrivate() throws Exception {
        Path directory = parent.resolve("tls");
        Authority authority = new Authority(directory);
        assertThat(authority.exists()).isFalse();
        assertThat(authority.serverHosts()).isEmpty();
        authority.make();
        assertThat(authority.exists()).isTrue();

        Authority.Issued server = authority.issueServer(List.of("web1.example.com", "10.0.0.7", "::1"), 30);
        Authority.Issued client = authority.issueClient("laptop", 20);

        List<X509Certificate> ofServer = certificates(server.file());
        List<X509Certificate> ofClient = certificates(client.file());
        X509Certificate root = ofServer.getLast();
        root.verify(root.getPublicKey());
        assertThat(root.getBasicConstraints()).isZero();
        ofServer.getFirst().verify(root.getPublicKey());
        ofClient.getFirst().verify(root.getPublicKey());
        assertThat(ofClient.getLast()).isEqualTo(root);
        assertThat(ofServer.getFirst().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(ofClient.getFirst().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(authority.serverHosts())
                .contains("web1.example.com", "10.0.0.7")
                .hasSize(3);
        assertThat(client.expires()).isBefore(server.expires());
        assertThat(client.fingerprint()).matches("[0-9a-f]{64}").isNotEqualTo(server.fingerprint());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void aClientsKeysAreNeverOverwritten() throws IOException {
        Authority authority = new Authority(parent);
        Files.createFile(authority.clientKey("laptop"));
        assertThatThrownBy(() -> authority.issueClient("laptop", 20)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void whatKeytoolComplainsOfIsPassedOn() throws IOException {
        Files.writeString(parent.resolve("authority.p12"), "no store of keys");
        assertThatThrownBy(() -> new Authority(parent).issueClient("laptop", 20))
                .hasMessageContaining("keytool failed");
        assertThat(new Authority(parent).clientKey("laptop")).doesNotExist();
    }

    private static List<X509Certificate> certificates(Path file) throws Exception {
        String text = Files.readString(file);
        String blocks = text.substring(text.indexOf("-----BEGIN CERTIFICATE"));
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII)))) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }
}
