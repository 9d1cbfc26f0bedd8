package pmon.distribution.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers in front of a `java` that is a shell script: what it is given, and what becomes of what it says. */
class LauncherIT {
    private static final Path BUILT = Path.of(System.getProperty("pmon.image"));

    @TempDir
    private Path temp;

    private Path image;

    @BeforeEach
    void copyLaunchers() throws IOException {
        image = temp.resolve("an image");
        Files.createDirectories(image.resolve("bin"));
        for (String name : List.of("pmon", "pmond")) {
            Files.copy(BUILT.resolve("bin").resolve(name), image.resolve("bin").resolve(name));
        }
        Files.createSymbolicLink(image.resolve("bin/pmon3"), Path.of("pmon"));
        java("for word; do printf '<%s>' \"$word\"; done");
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        var result = run("bin/pmon", "exec", "a b", "", "'$x*'", "--", "-o");
        assertThat(result.out()).endsWith("<-m><pmon.cli/pmon.cli.Main><exec><a b><><'$x*'><--><-o>");
    }

    @Test
    void theImageIsFoundFromWhereverItIsCalled() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("elsewhere"), image.resolve("bin/pmon"));
        Path linkToLink = Files.createSymbolicLink(temp.resolve("further"), Path.of("elsewhere"));
        Shell inBin = new Shell(image.resolve("bin"), Map.of());
        Shell onPath = new Shell(temp, Map.of("PATH", image.resolve("bin") + ":" + System.getenv("PATH")));
        Path root = temp.resolve("an image");
        for (String said : List.of(
                run("bin/pmon").out(),
                run("bin/pmon3").out(),
                run(link.toString()).out(),
                run(linkToLink.toString()).out(),
                inBin.run("./pmon").out(),
                inBin.run("sh", "pmon").out(),
                onPath.run("sh", "-c", "pmon").out())) {
            Path found = Path.of(said.replaceAll(".*<-Dpmon.image=([^>]*)>.*", "$1"));
            assertThat(found.isAbsolute()).as(said).isTrue();
            assertThat(found.toRealPath()).isEqualTo(root.toRealPath());
        }
    }

    @Test
    void aDirectoryThatIsGoneIsStillWhatPathsAreRelativeTo() throws Exception {
        java("pwd", "for word; do printf '<%s>' \"$word\"; done");
        Path release = temp.resolve("release 1");
        String line = "mkdir -p \"$0\" && cd \"$0\" && rmdir \"$0\" && exec \"$1\" ls 2>&1";
        var result = run(
                "sh", "-c", line, release.toString(), image.resolve("bin/pmon").toString());
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("/\n").contains("<-Duser.dir=" + release + "><-m>");
        assertThat(run("bin/pmon", "ls").out()).doesNotContain("user.dir");
    }

    @Test
    void underAnothersNameItSpeaksAnothersWords() throws Exception {
        Files.createSymbolicLink(image.resolve("bin/procdog"), Path.of("pmon"));
        Path link = Files.createSymbolicLink(temp.resolve("procdog"), image.resolve("bin/procdog"));
        assertThat(run("bin/procdog", "status").out())
                .endsWith("<-Dpmon.front=procdog><-m><pmon.cli/pmon.cli.Main><status>");
        assertThat(run(link.toString()).out()).contains("<-Dpmon.front=procdog>");
        assertThat(run("bin/pmon").out()).doesNotContain("pmon.front");
    }

    @Test
    void optionsForOtherJavaProgramsAreSetAsideNotLost() throws Exception {
        java("env");
        Shell shell = new Shell(image, Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -Dx", "JDK_JAVA_OPTIONS", ""));
        assertThat(shell.run("bin/pmon").out().lines())
                .contains("PMON_ENV_JAVA_TOOL_OPTIONS=-Xmx1g -Dx", "PMON_ENV_JDK_JAVA_OPTIONS=")
                .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS=") || line.startsWith("JDK_JAVA_OPTIONS="));
    }

    @Test
    void theDaemonLearnsTheFileLimitOfItsCaller() throws Exception {
        assertThat(run("sh", "-c", "ulimit -Sn 123; exec bin/pmond").out()).contains("<-Dpmon.nofile.soft=123>");
    }

    @Test
    void aForegroundDaemonTakesThePlaceOfTheLauncher() throws Exception {
        java("echo $$");
        var result = run("sh", "-c", "echo $$; exec bin/pmond");
        assertThat(result.out().lines().distinct()).hasSize(1);
    }

    @Test
    void detachReturnsWhenTheDaemonIsReady() throws Exception {
        Path proof = temp.resolve("proof");
        java(
                "cut -d' ' -f1,6 /proc/$$/stat >'" + proof + "'; grep SigIgn /proc/$$/status >>'" + proof + "'",
                "echo ready",
                "exec >/dev/null 2>&1",
                "exec sleep 20");
        var result = run("bin/pmond", "--detach");
        assertThat(result).isEqualTo(new Shell.Result(0, "", ""));

        List<String> lines = Files.readAllLines(proof);
        String[] pidAndSession = lines.getFirst().split(" ");
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(pidAndSession[0])).orElseThrow();
        assertThat(daemon.destroy()).isTrue();
        assertThat(pidAndSession[1]).as("it leads a session").isEqualTo(pidAndSession[0]);
        // Bit 1 of the mask is SIGINT, which sh has ignored in what it starts with &.
        assertThat(lines.getLast()).as("it can be interrupted").matches("SigIgn:\\s\\w*[014589cd]");
    }

    @Test
    void detachGivesTheDaemonItsOtherArguments() throws Exception {
        java("for word; do printf '<%s>' \"$word\"; done; printf '\\nexit 0\\n'");
        assertThat(run("bin/pmond", "a b", "--detach", "c").err())
                .contains("<-Dpmon.detached=true>")
                .contains("<pmon.daemon/pmon.daemon.Main><a b><c>");
    }

    @Test
    void detachPassesOnWhatWentWrong() throws Exception {
        java("echo 'cannot listen: taken'", "echo 'try another directory'", "echo 'exit 4'", "exit 4");
        assertThat(run("bin/pmond", "--detach"))
                .isEqualTo(new Shell.Result(4, "", "cannot listen: taken\ntry another directory\n"));
    }

    @Test
    void detachFailsWhenTheDaemonDiesWithoutAWord() throws Exception {
        java("kill -9 $$");
        assertThat(run("bin/pmond", "--detach")).isEqualTo(new Shell.Result(1, "", ""));
    }

    @Test
    void detachShowsWhatAFailingJvmSays() throws Exception {
        java("echo 'Error occurred during initialization of VM' >&2", "exit 1");
        assertThat(run("bin/pmond", "--detach"))
                .isEqualTo(new Shell.Result(1, "", "Error occurred during initialization of VM\n"));
    }

    @Test
    void detachShowsWarningsOfAReadyDaemon() throws Exception {
        java("echo 'config.yml: unknown key x'", "echo ready");
        assertThat(run("bin/pmond", "--detach")).isEqualTo(new Shell.Result(0, "", "config.yml: unknown key x\n"));
    }

    private Shell.Result run(String... command) throws Exception {
        return new Shell(image, Map.of()).run(command);
    }

    private void java(String... lines) throws IOException {
        Path java = image.resolve("lib/runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
