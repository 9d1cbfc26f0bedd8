package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
