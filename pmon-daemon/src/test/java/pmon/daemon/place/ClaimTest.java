package pmon.daemon.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.protocol.ErrorCode;

class ClaimTest {
    @TempDir
    private Path home;

    private static long uid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OwnDirectory directory(String purpose, Path path, int mode) {
        return new OwnDirectory(purpose, path, mode, null, null);
    }

    private Claim claim(String data, String run) {
        return Claim.of(
                directory("data directory", home.resolve(data), 0700),
                directory("log directory", home.resolve("logs"), 0750),
                directory("run directory", home.resolve(run), 0700),
                uid());
    }

    private static Tenure granted(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).tenure();
    }

    private static Claim.Refused refused(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Refused.class);
        return (Claim.Refused) claim;
    }

    @Test
    void makesMissingDirectoriesPrivate() throws IOException {
        try (Tenure _ = granted(claim("deep/data", "run"))) {
            assertThat(Permissions.of(home.resolve("deep/data"))).isEqualTo(0700);
            assertThat(Permissions.of(home.resolve("logs"))).isEqualTo(0750);
            assertThat(Permissions.of(home.resolve("run"))).isEqualTo(0700);
        }
    }

    @Test
    void refusesASecondDaemonOnTheSameDirectories() {
        try (Tenure _ = granted(claim("data", "run"))) {
            Claim.Refused second = refused(claim("data", "run"));
            assertThat(second.code()).isEqualTo(ErrorCode.SECOND_DAEMON);
            assertThat(second.message())
                    .isEqualTo("another pmond (pid " + ProcessHandle.current().pid() + ") uses " + home.resolve("run")
                            + "; stop it with `pmon daemon stop`, or set PMON_HOME to another directory");
        }
    }

    @Test
    void refusesASecondDaemonThatSharesOnlyTheDataAndLetsGoOfItsRunDirectory() {
        try (Tenure _ = granted(claim("data", "run"))) {
            assertThat(refused(claim("data", "run2")).message())
                    .contains(home.resolve("data").toString());
            granted(claim("data2", "run2")).close();
        }
    }

    @Test
    void refusesASecondDaemonThatSharesOnlyTheRunDirectory() {
        try (Tenure _ = granted(claim("data", "run"))) {
            assertThat(refused(claim("data2", "run")).message())
                    .contains(home.resolve("run").toString());
        }
        granted(claim("data2", "run")).close();
    }

    @Test
    void refusesWhileAnotherProcessHoldsTheLockAndNoLonger() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherDaemon.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            byte[] said = other.getInputStream().readNBytes(OtherDaemon.READY.length());
            assertThat(new String(said, StandardCharsets.US_ASCII)).isEqualTo(OtherDaemon.READY);
            assertThat(refused(claim("data", "run")).message()).contains("(pid " + other.pid() + ")");
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        granted(claim("data", "run")).close();
    }

    /** Takes the directories and keeps them until it is killed. */
    static final class OtherDaemon {
        static final String READY = "ready";

        public static void main(String[] args) throws Exception {
            Path home = Path.of(args[0]);
            Claim claim = Claim.of(
                    directory("data directory", home.resolve("data"), 0700),
                    directory("log directory", home.resolve("logs"), 0750),
                    directory("run directory", home.resolve("run"), 0700),
                    uid());
            System.out.print(claim instanceof Claim.Granted ? READY : claim);
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void refusesADirectoryThatEverybodyMayWrite() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xrwx"));
        assertThat(refused(claim("data", "run")).message())
                .isEqualTo("cannot use " + data
                        + " as data directory: everybody may write in it (0757); look what is in it,"
                        + " then: chmod o-w " + data);
    }

    @Test
    void refusesADirectoryOfSomebodyElse() throws IOException {
        Files.createDirectory(home.resolve("data"));
        Claim claim = Claim.of(
                directory("data directory", home.resolve("data"), 0700),
                directory("log directory", home.resolve("logs"), 0700),
                directory("run directory", home.resolve("run"), 0700),
                uid() + 1);
        assertThat(refused(claim).message())
                .startsWith("cannot use " + home.resolve("data") + " as data directory: it belongs to ")
                .endsWith(" and not to the user who runs pmond");
    }

    @Test
    void narrowsADirectoryThatTheGroupMayWriteAndSaysSo() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
        Claim claim = claim("data", "run");
        granted(claim).close();
        assertThat(((Claim.Granted) claim).warnings())
                .containsExactly("the data directory " + data + " was writable by its group (0770) and is now 0700");
        assertThat(Permissions.of(data)).isEqualTo(0700);
    }

    @Test
    void refusesAFileInPlaceOfADirectory() throws IOException {
        Files.createFile(home.resolve("data"));
        assertThat(refused(claim("data", "run")).message())
                .isEqualTo("cannot use " + home.resolve("data") + " as data directory: " + home.resolve("data")
                        + " is not a directory");
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Files.createSymbolicLink(home.resolve("data"), home.resolve("gone"));
        assertThat(refused(claim("data", "run")).message()).endsWith("it is a link to a missing directory");
    }

    @Test
    void refusesAnOwnerWhoDoesNotExist() {
        Claim claim = Claim.of(
                new OwnDirectory("data directory", home.resolve("data"), 0700, "nobody-has-this-name", null),
                directory("log directory", home.resolve("logs"), 0700),
                directory("run directory", home.resolve("run"), 0700),
                0);
        assumeTrue(uid() == 0, "only root gives directories away");
        assertThat(refused(claim).message()).endsWith("there is no user nobody-has-this-name");
    }

    @Test
    void leavesAnEndpointThatSaysTheSameAsItIs() throws IOException {
        Path endpoint = home.resolve("run/endpoint");
        try (Tenure tenure = granted(claim("data", "run"))) {
            tenure.publish("/somewhere/pmond.sock", true);
            Object before = Files.getAttribute(endpoint, "unix:ino");
            tenure.publish("/somewhere/pmond.sock", false);
            assertThat(Files.getAttribute(endpoint, "unix:ino")).isEqualTo(before);
            assertThat(Permissions.of(endpoint)).isEqualTo(0600);
        }
    }

    @Test
    void publishesTheEndpointWholeAndPrivateAndRemovesItAtTheEnd() throws IOException {
        Path endpoint = home.resolve("run/endpoint");
        try (Tenure tenure = granted(claim("data", "run"))) {
            Files.writeString(endpoint, "left by a daemon that was killed, and longer than what follows\n");
            tenure.publish("/somewhere/pmond.sock", false);
            assertThat(endpoint).hasContent("/somewhere/pmond.sock\n");
            assertThat(Permissions.of(endpoint)).isEqualTo(0600);
            tenure.publish("/elsewhere/pmond.sock", true);
            assertThat(endpoint).hasContent("/elsewhere/pmond.sock\n");
            assertThat(Permissions.of(endpoint)).isEqualTo(0644);
            assertThat(home.resolve("run/endpoint.new")).doesNotExist();
        }
        assertThat(endpoint).doesNotExist();
    }
}
