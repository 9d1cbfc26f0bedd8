package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Users without rights: what works for them, and what they may not. Only root can become one, so only root can test it. */
class OtherUserIT {
    private static final String USER = "nobody";

    private PmonHome home;

    @BeforeEach
    void becomeSomebodyElse() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes somebody else");
        home = PmonHome.ofUser(USER);
        home.with("HOME", home.work().toString()).with("USER", USER);
    }

    @AfterEach
    void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    @Test
    void theWholeLifeOfAProgram() throws Exception {
        HttpServer server = HttpServer.onFreePort();
        Path served = Files.createDirectory(home.work().resolve("served"));
        Files.writeString(served.resolve("page"), "hello");
        home.pmon("exec", server.program(), "--name", "web", "--args", String.join(" ", server.arguments(served)))
                .succeeds();
        server.awaitPage("/page");
        Live web = home.live("web");
        assertThat(web.status("Uid")).startsWith("65534\t65534\t65534");
        web.kill();
        Await.until("it is back", () -> home.desc("web").get("restart_count").asInt() == 1);
        server.awaitPage("/page");
        assertThat(home.json("ls").get(0).get("user").asString()).isEqualTo(USER);

        Live daemon = home.daemon();
        Live again = home.live("web");
        daemon.kill();
        Await.until("the daemon is dead", () -> !daemon.lives());
        home.startDaemon();
        assertThat(home.live("web")).isEqualTo(again);
        home.pmon("stop", "web").succeeds();
        assertThat(again.lives()).isFalse();
        home.pmon("del", "web").succeeds();
    }

    @Test
    void withoutAHomeOfPmonTheirOwnIsUsed() throws Exception {
        home.without("PMON_HOME");
        home.pmon("exec", "/bin/true", "-n").succeeds();
        Path state = home.work().resolve(".local/state/pmon");
        assertThat(state.resolve("logs/true.log")).exists();
        assertThat(home.json("daemon", "status").get("socket").asString())
                .isEqualTo(Files.readString(state.resolve("run/endpoint")).strip());
        home.pmon("daemon", "stop").succeeds();
    }

    @Test
    void nobodyRunsProgramsAsSomebodyElse() throws Exception {
        Refused.of(7, "not_permitted", "root", "exec", "/bin/true", "-u", "root")
                .check(home);
        Refused.of(7, "not_permitted", "daemon", "exec", "/bin/true", "-u", "daemon")
                .check(home);
        assertThat(home.json("ls")).isEmpty();
    }

    @Test
    void whatTheyMayNotReadIsRefused() throws Exception {
        Path secret = home.script("secret", "exec sleep 1000");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        Refused.of(2, "not_executable", "secret", "exec", secret.toString()).check(home);
        Path closed = Files.createDirectory(home.work().resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Refused.of(7, "not_permitted", "closed", "exec", "/bin/true", "--cwd", closed.toString())
                .check(home);
    }

    @Test
    void rootActsForThemAndRunsProgramsAsThem() throws Exception {
        PmonHome roots = PmonHome.create();
        try {
            Files.setPosixFilePermissions(roots.work(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Path sleeper = roots.script("sleeper", "id -un", "exec sleep 1000");
            JsonNode started = roots.json("exec", sleeper.toString(), "-u", USER);
            assertThat(started.get("user").asString()).isEqualTo(USER);
            Live process = new Live(started.get("pid").asLong());
            assertThat(process.status("Uid")).startsWith("65534\t65534\t65534");
            assertThat(process.status("Gid")).startsWith("65534\t65534\t65534");
            assertThat(process.status("CapEff")).matches("0+");
            assertThat(process.environment()).containsEntry("USER", USER).containsEntry("LOGNAME", USER);
            Await.until(
                    "it says who it is",
                    () -> Files.readString(roots.log("sleeper")).equals(USER + "\n"));
            process.kill();
            Await.until(
                    "it is back",
                    () -> roots.desc("sleeper").get("restart_count").asInt() == 1);
            roots.pmon("stop", "sleeper").succeeds();
        } finally {
            roots.close();
        }
    }

    @Test
    void theDaemonOfSomebodyElseIsClosedToThem() throws Exception {
        PmonHome roots = PmonHome.create();
        try {
            Files.setPosixFilePermissions(roots.work(), PosixFilePermissions.fromString("rwxr-xr-x"));
            roots.startDaemon();
            home.with("PMON_HOME", roots.directory().toString());
            Refused.of(7, "not_permitted", "", "ls").check(home);
            home.pmon("exec", "/bin/true").failsWith(7);
        } finally {
            home.with("PMON_HOME", home.directory().toString());
            roots.close();
        }
    }
}
