package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** Commands and daemons that are killed while they talk through queues in shared memory. */
@EnabledIfSystemProperty(named = "pmon.image.ipc-chronicle", matches = "runtime")
class ChronicleIT {
    /** How often each is killed: {@code -Dpmon.it.kills=100} for as often as the promise is made. */
    private static final int KILLS = Integer.getInteger("pmon.it.kills", 10);

    private static final int LONGEST_COMMAND_MILLIS = 250;

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void killedCommandsAndDaemonsAreInNobodysWayAndLeaveNothing() throws Exception {
        home.configure("message_queue: {transport: chronicle}");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String program = home.script("sleeper", "exec sleep 1000").toString();
        home.pmon("exec", program, "--name", "a").succeeds();
        Path place = home.listens();
        for (int kill = 0; kill < KILLS; kill++) {
            try (Following command = kill % 2 == 0 ? home.events() : home.follow("restart", "a")) {
                // From before it has found the daemon until it has its answer and is leaving.
                command.process().waitFor(random.nextInt(LONGEST_COMMAND_MILLIS), TimeUnit.MILLISECONDS);
                command.process().destroyForcibly();
            }
            assertThat(home.json("ls")).as("kill %s, seed %s", kill, seed).hasSize(1);
        }
        // Of one that had not rung yet the next command's arrival reminds the daemon.
        Await.until("what killed commands left is gone", () -> {
            home.json("ls");
            return clients(place).isEmpty();
        });

        for (int kill = 0; kill < KILLS; kill++) {
            Live daemon = home.daemon();
            try (Following events = home.events()) {
                events.next();
                daemon.kill();
                Await.until("it is gone", () -> !daemon.lives());
            }
            JsonNode started = home.json("daemon", "start");
            assertThat(started.get("pid").asLong()).isNotEqualTo(daemon.pid());
            assertThat(home.listens()).isEqualTo(place);
            assertThat(home.json("ls")).as("kill %s, seed %s", kill, seed).hasSize(1);
        }
        home.pmon("kill", "--force").succeeds();
        home.pmon("daemon", "stop").succeeds();
        assertThat(place).doesNotExist();
    }

    @Test
    void aDaemonForAllUsersIsRefused() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only a daemon of root serves all users");
        home.configure("message_queue: {transport: chronicle, file_mode: 0666}");
        assertThat(home.pmon("daemon", "start").failsWith(1).err())
                .contains("chronicle cannot serve several users")
                .contains("message_queue.file_mode");
    }

    private static List<Path> clients(Path place) throws Exception {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
