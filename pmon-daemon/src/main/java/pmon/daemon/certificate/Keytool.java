package pmon.daemon.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own maker of certificates, a program of every Java runtime and so of the image: the JDK has no public class that makes one, and
 * a library for it would be the largest part of the image, for a command that runs once.
 */
final class Keytool {
    /** A key takes half a second. */
    private static final int PATIENCE_SECONDS = 60;

    private static final String VARIABLE = "PMON_STORE_PASSWORD";

    private final Path store;

    /** Keys are protected by the mode of their file: who may read it could read a password beside it. */
    static final String PASSWORD = "protected by mode";

    Keytool(Path store) {
        this.store = store;
    }

    /** Makes a pair of keys and its certificate. */
    void makeKeys(String alias, String name, int days, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-validity",
                Integer.toString(days),
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        arguments.addAll(more);
        run(arguments);
    }

    private void run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of(
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass:env", VARIABLE, "-noprompt"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(VARIABLE, PASSWORD);
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool did not end within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keys were made", e);
        }
    }
}
