package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Logs of users' programs in a directory of root's that no user may enter: whose program it is gets the open file. Only root can become a
 * user, and only a socket carries open files.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "pmon.image.ipc-socket", matches = "runtime")
class PassedLogIT {
    private PmonHome home;
    private Person anna;
    private Person ben;
    private Path logs;
    private Path pipe;

    @BeforeEach
    void startAProgramWhoseLogsNobodyMayEnter() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes somebody else");
        home = PmonHome.create();
        Files.setPosixFilePermissions(home.work(), PosixFilePermissions.fromString("rwxr-xr-x"));
        home.configure("message_queue: {file_mode: 0666}", "logs: {max_size: 64KiB, keep: 20}");
        home.startDaemon();
        anna = new Person(home, "games");
        ben = new Person(home, "mail");
        logs = home.directory().resolve("logs");
        pipe = anna.directory().resolve("pipe");
        home.run("mkfifo", pipe.toString()).succeeds();
        anna.own(pipe);
        Path echo = home.script("echo", "exec cat <>\"$1\"");
        anna.pmon("exec", echo.toString(), "--name", "web", "--args", pipe.toString())
                .succeeds();
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    /** The program prints what is written here. */
    private void prints(String text) throws IOException {
        Files.writeString(pipe, text);
    }

    private static String line(int number) {
        return "line " + number + " " + "x".repeat(100);
    }

    @Test
    void theLogOfTheirOwnProgramIsReadAndThatOfOthersIsRefused() throws Exception {
        prints("one\ntwo\nthree");
        assertThat(anna.run("cat", home.log("web").toString()).code()).isNotZero();
        Await.until("all is there", () -> anna.pmon("log", "web").out().equals("one\ntwo\nthree\n"));
        assertThat(anna.pmon("log", "web", "-n", "1").succeeds().out()).isEqualTo("three\n");
        assertThat(anna.pmon("log", "web", "--all").succeeds().out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(anna.pmon("log", "web", "-n", "+2").succeeds().out()).isEqualTo("two\nthree\n");
        assertThat(anna.json("log", "web").get(0).get("file").asString())
                .isEqualTo(home.log("web").toString());
        assertThat(home.pmon("log", "web").succeeds().out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(ben.mayNot("log", "web").err()).contains("games");
        ben.mayNot("logf", "web");
    }

    @Test
    void theWholeLogIsReadAcrossRotations() throws Exception {
        int count = 3_000;
        for (int from = 1; from <= count; from += 100) {
            prints(lines(from, from + 99));
        }
        Await.until(
                "the last line", () -> anna.pmon("log", "web", "-n", "1").out().equals(line(count) + "\n"));
        assertThat(logs.resolve("web.log.2")).exists();
        assertThat(anna.pmon("log", "web", "--all").succeeds().out()).isEqualTo(lines(1, count));
        assertThat(anna.pmon("log", "web", "-n", "2500").succeeds().out()).isEqualTo(lines(501, count));
    }

    @Test
    void whoeverFollowsHoldsTheOpenFileForReadingAndGetsTheNextOneAfterARotation() throws Exception {
        prints("first\n");
        try (Following following = follow(anna)) {
            var _ = following.await("the first line", "first"::equals);
            Path open = openLog(following);
            assertThat(Files.isSameFile(open, home.log("web"))).isTrue();
            assertThat(flags(following, open)).isEqualTo("0");
            int count = 2_000;
            for (int from = 1; from <= count; from += 100) {
                prints(lines(from, from + 99));
            }
            for (int i = 1; i <= count; i++) {
                assertThat(following.await("line " + i, line -> true)).isEqualTo(line(i));
            }
            assertThat(logs.resolve("web.log.1")).exists();
            prints("last\n");
            var _ = following.await("the last line", "last"::equals);
            assertThat(Files.isSameFile(openLog(following), home.log("web"))).isTrue();
        }
    }

    @Test
    void clientsThatAreKilledOrReadNothingLeaveNothingOpen() throws Exception {
        prints("first\n");
        Await.until("it is there", () -> anna.pmon("log", "web").out().equals("first\n"));
        long daemon = home.json("daemon", "status").get("pid").asLong();
        // What it writes: what it read for the command was closed before that had its answer.
        long before = openLogs(daemon).size();
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawClient client = RawClient.welcomed(home);
            client.send(
                    RawClient.ASK,
                    "{\"read_log\":{\"targets\":[\"web\"],\"range\":{\"from\":1},\"follow\":true,\"files\":true}}");
            silent.add(client);
        }
        Await.until("they are served", () -> openLogs(daemon).size() == before + silent.size());
        try (Following following = follow(anna)) {
            var _ = following.await("the first line", "first"::equals);
            following.process().destroyForcibly();
        }
        for (RawClient client : silent) {
            client.close();
        }
        Await.until("nothing is left open", () -> openLogs(daemon).size() == before);
        assertThat(anna.pmon("log", "web").succeeds().out()).isEqualTo("first\n");
    }

    @Test
    void theProcessThatAskedIsInTheHistory() throws Exception {
        anna.pmon("stop", "web").succeeds();
        assertThat(anna.pmon("history", "web").succeeds().out()).containsPattern("stopped by games \\(pid \\d+\\)");
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(from, to)
                .forEach(number -> text.append(line(number)).append('\n'));
        return text.toString();
    }

    private Following follow(Person person) throws IOException {
        return home.followProgram(
                "setpriv",
                "--reuid=" + person.user(),
                "--regid=" + person.user(),
                "--clear-groups",
                home.image().resolve("bin/pmon").toString(),
                "logf",
                "web");
    }

    /** The descriptor of the log that a command reads. */
    private Path openLog(Following following) throws IOException {
        List<Path> open = openLogs(following.process().pid());
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    /** The descriptors of logs that a process has. */
    private List<Path> openLogs(long pid) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return all.filter(this::leadsToALog).toList();
        }
    }

    private boolean leadsToALog(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(logs);
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }

    /** How it was opened, for reading (0) or writing. */
    private static String flags(Following following, Path descriptor) throws IOException {
        Path info = Path.of(
                "/proc",
                Long.toString(following.process().pid()),
                "fdinfo",
                descriptor.getFileName().toString());
        try (Stream<String> lines = Files.lines(info)) {
            String flags = lines.filter(line -> line.startsWith("flags:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("flags:".length())
                    .strip();
            return Long.toString(Long.parseLong(flags, 8) & 3);
        }
    }
}
