package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * Who may do what with root's daemon, a test a sentence: two users, a third in the admin group, and root. Only root can become them, so
 * only root can test it. Through shared memory a daemon serves its own user only.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "pmon.image.ipc-socket", matches = "runtime")
class MultiUserIT {
    private static final String SECRET = "swordfish";

    private PmonHome home;
    private Person anna;
    private Person ben;
    private Person admin;

    @BeforeEach
    void openTheDaemonToUsers() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes somebody else");
        home = PmonHome.create();
        Files.setPosixFilePermissions(home.work(), PosixFilePermissions.fromString("rwxr-xr-x"));
        home.configure("message_queue: {file_mode: 0666}", "permissions: {admin_group: daemon}");
        home.startDaemon();
        anna = new Person(home, "games");
        ben = new Person(home, "mail");
        admin = new Person(home, "daemon");
    }

    @AfterEach
    void close() throws Exception {
        if (home != null) {
            home.close();
        }
    }

    @Test
    void aProgramOfACallerRunsAsTheCaller() throws Exception {
        JsonNode web = anna.starts("web");
        assertThat(web.get("user").asString()).isEqualTo("games");
        Live process = new Live(web.get("pid").asLong());
        assertThat(process.status("Uid")).startsWith("5\t5\t5\t5");
        assertThat(process.status("CapEff")).matches("0+");
        anna.pmon("restart", "web").succeeds();
        Await.until("its log", () -> anna.pmon("log", "web").out().contains("games"));
        anna.pmon("stop", "web").succeeds();
        anna.pmon("del", "web").succeeds();
    }

    @Test
    void othersMayActOnTheirOwnProgramsOnly() throws Exception {
        long pid = anna.starts("web", "--groups", "shop").get("pid").asLong();
        for (String act : List.of("stop", "restart", "del", "reset", "log", "flush")) {
            assertThat(ben.mayNot(act, "web").err()).contains("games");
            ben.mayNot(act, "1");
            ben.mayNot(act, "w*");
            ben.mayNot(act, "@shop");
            ben.mayNot(act, "all");
        }
        ben.mayNot("signal", "web", "KILL");
        ben.mayNot("group", "assign", "shop", "web");
        ben.mayNot("group", "remove", "shop", "web");
        ben.mayNot("group", "del", "shop");
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "web", "--replace");
        ben.pmon("kill").failsWith(5);
        ben.pmon("drop").failsWith(5);
        anna.finds("web", pid);
    }

    @Test
    void patternsTouchWhatIsTheirsAndNothingElse() throws Exception {
        long pid = anna.starts("web", "--groups", "shop").get("pid").asLong();
        ben.starts("worker", "--groups", "shop");
        ben.pmon("stop", "w*").succeeds();
        ben.pmon("restart", "@shop").succeeds();
        ben.pmon("stop", "all").succeeds();
        ben.pmon("kill").failsWith(5);
        ben.pmon("drop").succeeds();
        anna.finds("web", pid);
        assertThat(home.json("ls")).hasSize(1);
    }

    @Test
    void membersOfTheAdminGroupActOnAllButRoots() throws Exception {
        anna.starts("web", "--env-vars", "PASSWORD=" + SECRET);
        long roots = home.json("exec", home.script("roots", "exec sleep 1000").toString())
                .get("pid")
                .asLong();
        admin.pmon("restart", "web").succeeds();
        admin.pmon("stop", "web").succeeds();
        admin.pmon("log", "web").succeeds();
        for (String act : List.of("stop", "restart", "del", "log")) {
            admin.mayNot(act, "roots");
        }
        admin.mayNot("restart", "web", "--args", "-c evil");
        admin.mayNot("restart", "web", "--user", "daemon");
        admin.mayNot("exec", admin.sleeper().toString(), "--user", "root");
        admin.mayNot("exec", admin.sleeper().toString(), "--user", "games");
        admin.mayNot("daemon", "stop");
        assertThat(admin.json("desc", "web").toString()).contains("***").doesNotContain(SECRET);
        assertThat(admin.pmon("export").succeeds().out()).contains("web").doesNotContain(SECRET, "roots");
        admin.finds("roots", roots);
        home.pmon("restart", "web").succeeds();
    }

    @Test
    void rootMayEverything() throws Exception {
        anna.starts("web", "--env-vars", "PASSWORD=" + SECRET);
        assertThat(home.desc("web").toString()).contains(SECRET);
        home.pmon("log", "web").succeeds();
        home.pmon("restart", "web", "--args", "other").succeeds();
        assertThat(home.desc("web").get("user").asString()).isEqualTo("games");
        home.pmon("del", "web").succeeds();
    }

    @Test
    void theProgramsOfOthersAreListedWithoutArgumentsEnvironmentAndLog() throws Exception {
        anna.starts("web", "--args", "--token " + SECRET, "--env-vars", "PASSWORD=" + SECRET);
        anna.pmon(
                        "exec",
                        "/bin/false",
                        "--name",
                        "bad",
                        "--no-autorestart",
                        "--args",
                        SECRET,
                        "--log",
                        anna.directory().resolve(SECRET + ".log").toString())
                .failsWith(1);
        assertThat(anna.json("desc", "web").toString()).contains(SECRET);
        assertThat(anna.sees("web").toString()).contains("***");
        for (String[] words : new String[][] {
            {"ls", "--json"},
            {"desc", "web", "--json"},
            {"desc", "bad", "--json"},
            {"desc", "web"},
            {"export"},
            {"events", "--after", "0", "--no-follow", "--json"},
            {"group", "ls", "--json"},
            {"dgraph", "--json"},
            {"ls", "--group", "none"}
        }) {
            assertThat(ben.pmon(words).out()).as(String.join(" ", words)).doesNotContain(SECRET);
        }
        assertThat(ben.sees("web").get("args")).isEmpty();
        assertThat(ben.sees("web").get("env_vars")).isEmpty();
        assertThat(ben.sees("web").get("log").isNull()).isTrue();
        assertThat(ben.pmon("export").succeeds().out()).doesNotContain("web");
    }

    @Test
    void onlyRootRunsProgramsAsSomebodyElse() throws Exception {
        assertThat(ben.mayNot("exec", ben.sleeper().toString(), "--user", "root")
                        .err())
                .contains("cannot set process user to root without sudo");
        ben.mayNot("exec", ben.sleeper().toString(), "--user", "games");
        ben.starts("mine");
        ben.mayNot("restart", "mine", "--user", "root");
        assertThat(home.desc("mine").get("user").asString()).isEqualTo("mail");
    }

    @Test
    void aConfigurationEntryIsNotMergedIntoTheProgramOfAnotherAndThatIsReported() throws Exception {
        long squatter = ben.starts("web").get("pid").asLong();
        Files.writeString(
                home.directory().resolve("process.config.json"),
                "{\"processes\": [{\"file\": \"" + anna.sleeper() + "\", \"name\": \"web\", \"user\": \"games\"},"
                        + "{\"file\": \"" + ben.sleeper() + "\", \"name\": \"mine\", \"user\": \"mail\"},"
                        + "{\"file\": \"/bin/sleep\", \"args\": \"1000\", \"name\": \"roots\", \"user\": \"root\"}]}");
        assertThat(home.pmon("init").failsWith(1).err()).contains("web", "not applied", "mail");
        ben.finds("web", squatter);
        home.pmon("del", "roots", "mine").succeeds();

        // A user has only what is theirs applied.
        ben.pmon("init").succeeds();
        assertThat(home.json("ls").toString()).contains("mine").doesNotContain("roots");
        ben.mayNot("start", "roots");
        ben.mayNot("restart", "roots");
        anna.pmon("init");
        ben.finds("web", squatter);
        assertThat(home.json("ls").toString()).doesNotContain("roots");
    }

    @Test
    void aBrokenConfigurationOfRootIsNotQuotedToOthers() throws Exception {
        Path file = home.directory().resolve("process.config.json");
        Files.writeString(file, "{\"processes\": [{\"file\": \"/x\", \"nice\": \"" + SECRET + "\"}]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(home.pmon("init").failsWith(2).err()).contains(SECRET);
        for (String command : List.of("init", "dgraph")) {
            Answer answer = ben.pmon(command).failsWith(2);
            assertThat(answer.err()).contains("broken").doesNotContain(SECRET);
        }
        assertThat(ben.pmon("start", "x").err()).doesNotContain(SECRET);
    }

    @Test
    void aDependencyDoesNotReachIntoWhatBelongsToOthers() throws Exception {
        anna.starts("db");
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "mine", "--dependencies", "db");
        anna.starts("web", "--dependencies", "cache");
        ben.mayNot("exec", ben.sleeper().toString(), "--name", "cache");
        anna.starts("cache");
    }

    @Test
    void onlyItsOwnUserAndRootEndTheDaemon() throws Exception {
        for (Person person : List.of(anna, admin)) {
            person.mayNot("daemon", "stop");
        }
        anna.pmon("ls").succeeds();
    }

    @Test
    void theDirectoriesOfTheDaemonAreClosedToOthersBesidesTheSocket() throws Exception {
        assertThat(anna.run("cat", home.directory().resolve("run/endpoint").toString())
                        .succeeds()
                        .out())
                .startsWith("unix:");
        assertThat(Files.getPosixFilePermissions(home.directory().resolve("run")))
                .isEqualTo(PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(anna.run("ls", home.directory().resolve("data").toString()).code())
                .isNotZero();
        assertThat(anna.run("cat", home.directory().resolve("run/pmond.lock").toString())
                        .code())
                .isNotZero();
    }

    @Test
    void aRootDaemonRefusesConfigurationThatOthersMayWrite() throws Exception {
        home.pmon("daemon", "stop").succeeds();
        Path config = home.directory().resolve("config.yml");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-rw-"));
        Answer refused = home.pmon("daemon", "start");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(config.toString(), "may be written by", "chmod");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        home.startDaemon();
    }

    @Test
    void oneUserCannotTakeAllPlacesNorSendWhatFillsTheMemory() throws Exception {
        Live daemon = home.daemon();
        String flood = """
                import socket, struct, sys
                clients = []
                for i in range(300):
                    s = socket.socket(socket.AF_UNIX)
                    s.settimeout(5)
                    s.connect(sys.argv[1])
                    try:
                        s.sendall(struct.pack('>I', 8 << 20) + b'x' * 100000)
                        s.sendall(b'x' * 100000)
                    except OSError:
                        pass
                    clients.append(s)
                print(len(clients), flush=True)
                sys.stdin.read()
                """;
        Path script = Files.writeString(anna.directory().resolve("flood.py"), flood);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "the flood is written in Python");
        String socket = home.directory().resolve("run/pmon.sock").toString();
        List<String> command = new ArrayList<>(List.of("--reuid=games", "--regid=games", "--clear-groups"));
        command.addAll(List.of("/usr/bin/python3", script.toString(), socket));
        try (Following flooding = home.followProgram("setpriv", command.toArray(String[]::new))) {
            var _ = flooding.await("300 clients", "300"::equals);
            ben.pmon("ls").succeeds();
            home.pmon("ls").succeeds();
            assertThat(daemon.residentMebibytes()).isLessThan(200);
        }
        assertThat(home.daemon()).isEqualTo(daemon);
        Await.until("there is room again", () -> anna.pmon("ls").code() == 0);
    }
}
