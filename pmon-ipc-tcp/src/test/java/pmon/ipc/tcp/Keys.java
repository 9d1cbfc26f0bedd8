package pmon.ipc.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority of a test, which issues whatever a test needs. */
final class Keys {
    private static final String PASSWORD = "of a test";

    private final Path directory;

    Keys(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        keytool("authority", "CN=authority", "-ext", "bc:c=ca:true", "-validity", "2000");
    }

    /** A key file for a host. */
    Path server(String name, String... more) throws Exception {
        return issued(name, concat(List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "eku=serverAuth"), more));
    }

    /** A key file for a client. */
    Path client(String name, String... more) throws Exception {
        return issued(name, concat(List.of("-ext", "eku=clientAuth"), more));
    }

    static String fingerprint(Path keyFile) throws IOException {
        return Trust.fingerprint(KeyFile.read(keyFile).own());
    }

    private Path issued(String name, List<String> more) throws Exception {
        keytool(name, "CN=" + name, concat(more, "-signer", "authority").toArray(String[]::new));
        KeyStore store = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
        Key key = store.getKey(name, PASSWORD.toCharArray());
        Certificate[] chain = store.getCertificateChain(name);
        Path file = directory.resolve(name + ".pem");
        Files.writeString(
                file,
                pem("PRIVATE KEY", key.getEncoded())
                        + pem("CERTIFICATE", chain[0].getEncoded())
                        + pem("CERTIFICATE", chain[1].getEncoded()),
                StandardCharsets.US_ASCII);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void keytool(String alias, String name, String... more) throws Exception {
        List<String> command = concat(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair"),
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1");
        Process process = new ProcessBuilder(concat(command, more))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private Path store() {
        return directory.resolve("store.p12");
    }

    private static List<String> concat(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }
}
