package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Programs that tell how they are: to their manager, or in what they print. Perl is in every Debian, and its socket module with it. */
class SelfToldIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    private Path program;

    /** It is ready once a file is there, and then gives signs of life, and does what its first word says. */
    @BeforeEach
    void write() throws IOException {
        Path server = Files.writeString(home.work().resolve("server.pl"), """
                use Socket; $| = 1;
                sub notify {
                    my $to = $ENV{NOTIFY_SOCKET} or return;
                    $to =~ s/^@/\\0/;
                    socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
                    send($s, $_[0], 0, sockaddr_un($to));
                }
                sub pause { select(undef, undef, undef, 0.02) }
                print "warming up, watched every $ENV{WATCHDOG_USEC}\\n";
                notify("STATUS=warming up");
                pause() until -e "go";
                print "listening on port 80\\n";
                notify("READY=1\\nSTATUS=serving");
                while (1) {
                    notify("WATCHDOG=1");
                    print "FATAL: out of memory\\n" if unlink "break";
                    pause();
                }
                """);
        program = home.script("server", "exec perl " + server);
    }

    @Test
    void oneThatNotifiesIsReadyWhenItSaysSo() throws Exception {
        home.startDaemon();
        define("{\"name\": \"ready\", \"type\": \"notify\"}");
        try (Following init = home.follow("init")) {
            Await.until(
                    "it says how far it is",
                    () -> home.json("ls").size() == 1
                            && home.desc("web").get("explanation").asString().contains("its status is: warming up"));
            // It may print before the daemon knows that it runs.
            Await.until(
                    "it is starting",
                    () -> home.desc("web").get("health").asString().equals("starting"));
            go();
            assertThat(init.exitCode()).isZero();
        }
        assertThat(home.desc("web").get("health").asString()).isEqualTo("healthy");
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        home.startDaemon();
        assertThat(home.desc("web").get("health").asString())
                .as("the next daemon does not ask again")
                .isEqualTo("healthy");
    }

    @Test
    void oneThatGivesNoSignOfLifeIsReplaced() throws Exception {
        go();
        home.startDaemon();
        define("""
                {"name": "ready", "type": "notify"},
                {"type": "watchdog", "interval": "1s", "period": "100ms", "unhealthy_after": 1}
                """);
        home.pmon("init").succeeds();
        Await.until(
                "the program knows the interval",
                () -> Files.readString(home.log("web")).contains("watched every 1000000"));
        long first = home.desc("web").get("pid").asLong();
        try (Following events = home.events()) {
            events.event("healthy", "web");
            home.pmon("signal", "web", "STOP").succeeds();
            assertThat(events.event("unhealthy", "web").get("cause").asString())
                    .contains("no WATCHDOG=1")
                    .contains("its status is: serving");
            events.event("ready", "web");
        }
        assertThat(home.desc("web").get("pid").asLong()).isNotEqualTo(first);
    }

    @Test
    void oneIsReadyWhenALineOfItsLogSaysSoAndReplacedWhenOneSaysThatItIsBroken() throws Exception {
        home.startDaemon();
        define("""
                {"name": "ready", "type": "log", "pattern": "^listening on port \\\\d+$"},
                {"name": "intact", "not": {"type": "log", "pattern": "FATAL"}, "period": "100ms", "unhealthy_after": 1}
                """);
        try (Following init = home.follow("init")) {
            Await.until(
                    "it warms up",
                    () -> Files.exists(home.log("web"))
                            && Files.readString(home.log("web")).contains("warming up"));
            // It may print before the daemon knows that it runs.
            Await.until(
                    "it is starting",
                    () -> home.desc("web").get("health").asString().equals("starting"));
            go();
            assertThat(init.exitCode()).isZero();
        }
        try (Following events = home.events()) {
            events.event("healthy", "web");
            Files.createFile(home.work().resolve("break"));
            assertThat(events.event("unhealthy", "web").get("cause").asString()).contains("intact");
            events.event("ready", "web");
            events.event("healthy", "web");
        }
        JsonNode web = home.desc("web");
        assertThat(web.get("restart_count").asInt())
                .as("a line of the one before means nothing for the next")
                .isEqualTo(1);
    }

    @Test
    void oneThatHandsOverToAnotherOfItsProcessesIsThatOneFromThenOn() throws Exception {
        Files.writeString(home.work().resolve("server.pl"), """
                use Socket; use POSIX ();
                sub notify {
                    my $to = $ENV{NOTIFY_SOCKET};
                    $to =~ s/^@/\\0/;
                    socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
                    send($s, $_[0], 0, sockaddr_un($to)) or die $!;
                }
                my $next = fork // die;
                if (!$next) { POSIX::setsid(); sleep 1 while 1 }
                notify("MAINPID=1");
                notify("READY=1\\nMAINPID=$next");
                exit 0;
                """);
        home.startDaemon();
        define("{\"name\": \"ready\", \"type\": \"notify\"}");
        home.pmon("init").succeeds();
        long handedOver = home.desc("web").get("pid").asLong();
        assertThat(Files.readString(home.directory().resolve("logs/pmond.log")))
                .contains("stays as it is: process 1 is not one of its tree");
        assertThat(home.pmon("history", "web").succeeds().out()).contains("process " + handedOver + " is its main one");
        Live daemon = home.daemon();
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        home.startDaemon();
        JsonNode taken = home.desc("web");
        assertThat(taken.get("pid").asLong()).isEqualTo(handedOver);
        assertThat(taken.get("restart_count").asInt()).isZero();
        Live main = new Live(handedOver);
        try (Following events = home.events()) {
            main.kill();
            events.event("exited", "web");
            events.event("ready", "web");
        }
        JsonNode next = home.desc("web");
        assertThat(next.get("restart_count").asInt()).isEqualTo(1);
        Live successor = new Live(next.get("pid").asLong());
        home.pmon("stop", "web").succeeds();
        assertThat(successor.lives()).isFalse();
    }

    @Test
    void programsOfOtherUsersAreHeardToo() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root runs programs as somebody else");
        go();
        home.startDaemon();
        for (Path path : new Path[] {home.work(), home.directory()}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        }
        Files.setPosixFilePermissions(home.work().resolve("server.pl"), PosixFilePermissions.fromString("rw-r--r--"));
        define("{\"name\": \"ready\", \"type\": \"notify\"}");
        String text = Files.readString(home.directory().resolve("process.config.json"));
        home.processes(text.replace("\"name\": \"web\",", "\"name\": \"web\", \"user\": \"nobody\","));
        home.pmon("init").succeeds();
        assertThat(home.desc("web").get("user").asString()).isEqualTo("nobody");
        assertThat(home.desc("web").get("health").asString()).isEqualTo("healthy");
    }

    @Test
    void whatACheckLeavesBehindEndsWithTheProgram() throws Exception {
        assumeTrue(Files.exists(Path.of("/sys/fs/cgroup")), "there are no control groups here");
        Path left = home.work().resolve("left");
        Path check = home.script(
                "check",
                "[ -e " + left + " ] && exit",
                "setsid sleep 1000 >/dev/null 2>&1 &",
                "echo $! > " + left + ".new; mv " + left + ".new " + left);
        go();
        home.startDaemon();
        define("{\"type\": \"exec\", \"command\": \"%s\", \"period\": \"50ms\"}".formatted(check));
        home.pmon("init").succeeds();
        Await.until("the check has run", () -> Files.exists(left));
        Live hidden = new Live(Long.parseLong(Files.readString(left).strip()));
        assumeTrue(hidden.controlGroup().contains("pmon-"), "no control group can be made here");
        home.pmon("stop", "web").succeeds();
        assertThat(hidden.lives()).isFalse();
    }

    private void go() throws IOException {
        Files.createFile(home.work().resolve("go"));
    }

    private void define(String monitors) throws IOException {
        home.processes("""
                {"processes": [{"file": "%s", "name": "web", "cwd": "%s", "monitors": [%s]}]}
                """.formatted(program, home.work(), monitors));
    }
}
