package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The daemon replaced by another image, which no program and no command notices. */
class UpgradeIT {
    private static final int PROGRAMS = 20;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void noProgramNoticesAndNoCommandFails() throws Exception {
        Path sleeper = home.script("sleeper", "echo begins", "exec sleep 1000");
        List<Live> before = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            home.pmon("exec", sleeper.toString(), "--name", "p" + i).succeeds();
            before.add(home.live("p" + i));
        }
        Live daemon = home.daemon();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> asking = CompletableFuture.supplyAsync(() -> {
            int asked = 0;
            try {
                for (; !over.get(); asked++) {
                    assertThat(home.json("ls")).hasSize(PROGRAMS);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return asked;
        });
        for (int upgrade = 0; upgrade < 3; upgrade++) {
            JsonNode upgraded = home.json("daemon", "upgrade");
            assertThat(upgraded.get("before").asString()).isNotEmpty();
            assertThat(upgraded.get("after").asString()).isNotEmpty();
        }
        over.set(true);
        assertThat(asking.get()).isPositive();
        assertThat(home.daemon()).isEqualTo(daemon);
        for (int i = 0; i < PROGRAMS; i++) {
            assertThat(home.live("p" + i)).isEqualTo(before.get(i));
            assertThat(before.get(i).parent()).isEqualTo(daemon.pid());
            assertThat(home.desc("p" + i).get("restart_count").asInt()).isZero();
            assertThat(Files.readString(home.log("p" + i))).isEqualTo("begins\n");
        }
    }

    @Test
    void noLineIsLostAndNoDescriptorStaysOpen() throws Exception {
        Path stop = home.work().resolve("enough");
        Path counting = home.script(
                "counting",
                "i=0",
                "while [ ! -e " + stop + " ]; do",
                "    for _ in 1 2 3 4 5 6 7 8 9 10; do i=$((i + 1)); echo $i; done",
                "    sleep 0.005",
                "done",
                "echo end",
                "exec sleep 1000");
        List<Live> before = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            home.pmon("exec", counting.toString(), "--name", name).succeeds();
            before.add(home.live(name));
        }
        home.pmon("daemon", "upgrade").succeeds();
        List<String> locks = lockDescriptors();
        for (int upgrade = 0; upgrade < 3; upgrade++) {
            home.pmon("daemon", "upgrade").succeeds();
        }
        assertThat(lockDescriptors()).isEqualTo(locks).hasSize(2);
        Files.createFile(stop);
        for (int i = 0; i < before.size(); i++) {
            String name = List.of("a", "b", "c").get(i);
            Path log = home.log(name);
            Await.until("all of it is in the log", () -> Files.readString(log).endsWith("end\n"));
            assertThat(home.live(name)).isEqualTo(before.get(i));
            List<String> lines = Files.readAllLines(log);
            assertThat(lines.subList(0, lines.size() - 1))
                    .isEqualTo(IntStream.range(1, lines.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void anImageThatCannotBeExecutedAfterAllLeavesTheOldOneAtWork() throws Exception {
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        Live program = home.live("sleeper");
        Live daemon = home.daemon();
        Path image = home.work().resolve("image");
        Path launcher = Files.createDirectories(image.resolve("bin")).resolve("pmond");
        Files.writeString(launcher, """
                #!/bin/sh
                case $1 in
                    --print-command) printf '/no/such/java\\n-version\\n' ;;
                    --version) echo 'pmond 9.9' ;;
                esac
                """);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        home.pmon("daemon", "upgrade", image.toString());
        Await.until(
                "it has gone on",
                () -> Files.readString(home.directory().resolve("logs/pmond.log"))
                        .contains("the upgrade failed, going on with the present version: /no/such/java"));
        assertThat(home.live("sleeper")).isEqualTo(program);
        assertThat(home.daemon()).isEqualTo(daemon);
        home.pmon("restart", "sleeper").succeeds();
        assertThat(home.live("sleeper")).isNotEqualTo(program);
    }

    @Test
    void aCommandThatWaitsIsCarriedOutOnce() throws Exception {
        Path slow = home.script(
                "slow",
                "echo begins",
                "trap 'while [ ! -e " + home.work() + "/go ]; do sleep 0.05; done; exit 0' TERM",
                "while :; do sleep 0.05; done");
        home.pmon("exec", slow.toString(), "--name", "once", "--stop-timeout", "60s")
                .succeeds();
        home.pmon("exec", slow.toString(), "--name", "gone", "--stop-timeout", "60s")
                .succeeds();
        Await.until(
                "both can hear",
                () -> Files.readString(home.log("gone")).contains("begins")
                        && Files.readString(home.log("once")).contains("begins"));
        CompletableFuture<JsonNode> restarting = asked("restart", "once");
        CompletableFuture<JsonNode> deleting = asked("del", "gone", "--keep-logs");
        Await.until(
                "both are under way",
                () -> home.desc("once").get("status").asString().equals("restarting")
                        && home.desc("gone").get("explanation").asString().contains("deleted by"));
        for (int upgrade = 0; upgrade < 2; upgrade++) {
            home.pmon("daemon", "upgrade").succeeds();
        }
        assertThat(home.desc("once").get("status").asString()).isEqualTo("restarting");
        Files.createFile(home.work().resolve("go"));
        assertThat(restarting.get().get("restart_count").asInt()).isOne();
        assertThat(deleting.get().get("name").asString()).isEqualTo("gone");
        // Its shell also tells of what it ran in the foreground.
        assertThat(Files.readAllLines(home.log("once")))
                .filteredOn("begins"::equals)
                .hasSize(2);
    }

    /** On a thread of its own: the common pool may have but one, and none of these returns soon. */
    private CompletableFuture<JsonNode> asked(String... command) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                answer.complete(home.json(command));
            } catch (Exception | AssertionError e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Those of the daemon that lead to its lock files. */
    private List<String> lockDescriptors() throws Exception {
        List<String> found = new ArrayList<>();
        try (Stream<Path> descriptors =
                Files.list(Path.of("/proc", Long.toString(home.daemon().pid()), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.exists(descriptor)
                        && Files.readSymbolicLink(descriptor).endsWith("pmond.lock")) {
                    found.add(descriptor.toString());
                }
            }
        }
        return found;
    }

    @Test
    void exitCodesAreKnownAfterwards() throws Exception {
        Path patient = home.script("patient", "trap 'exit 7' USR1", "echo ready", "while :; do sleep 0.1; done");
        home.pmon("exec", patient.toString(), "--no-autorestart").succeeds();
        Await.until("it is ready", () -> Files.readString(home.log("patient")).contains("ready"));
        home.pmon("daemon", "upgrade").succeeds();
        home.run("/bin/kill", "-USR1", Long.toString(home.live("patient").pid()))
                .succeeds();
        Await.until(
                "it has ended",
                () -> home.desc("patient").get("status").asString().equals("failed"));
        assertThat(home.desc("patient").get("exit").get("code").asInt()).isEqualTo(7);
    }

    @Test
    void anImageThatDoesNotRunIsRefusedAndNothingChanges() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 1000");
        home.pmon("exec", sleeper.toString(), "--name", "a").succeeds();
        Live program = home.live("a");
        Live daemon = home.daemon();
        Path image = home.work().resolve("image");
        Refused.of(1, "failed", "no image of pmon", "daemon", "upgrade", image.toString())
                .check(home);
        Path launcher = Files.createDirectories(image.resolve("bin")).resolve("pmond");
        for (String script : List.of("exit 1", "echo /bin/sh; echo -c", "exec /no/such/java", "kill -9 $$")) {
            Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
            Refused.of(1, "failed", "this daemon goes on as it is", "daemon", "upgrade", image.toString())
                    .check(home);
        }
        assertThat(home.daemon()).isEqualTo(daemon);
        assertThat(home.live("a")).isEqualTo(program);
    }
}
