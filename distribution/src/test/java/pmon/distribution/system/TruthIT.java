package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** How soon the table says what the kernel knows. */
class TruthIT {
    private static final int KILLS = Integer.getInteger("pmon.it.truth", 20);

    /** What is promised on a machine that has a core to spare; what was measured is printed. */
    private static final Duration PROMISED = Duration.ofMillis(50);

    /** What a test can insist on while other tests use all cores. */
    private static final Duration GENEROUS = Duration.ofSeconds(5);

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    @Timeout(value = 7, unit = TimeUnit.DAYS) // as many as one asks for
    void aKilledProgramIsKnownToBeDeadAtOnce() throws Exception {
        Path sleeper = home.script("sleeper", "exec sleep 1000");
        List<Duration> known = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            String name = "p" + i;
            home.pmon("exec", sleeper.toString(), "--name", name, "--no-autorestart")
                    .succeeds();
            Live main = home.live(name);
            Instant killed = Instant.now();
            main.kill();
            try (Following events = home.events()) {
                JsonNode exited = events.event("exited", name);
                known.add(Duration.between(
                        killed, Instant.parse(exited.get("time").asString())));
            }
            assertThat(home.desc(name).get("status").asString()).isEqualTo("failed");
            home.pmon("del", name).succeeds();
        }
        known.sort(null);
        long kept =
                known.stream().filter(after -> after.compareTo(PROMISED) <= 0).count();
        System.out.println("of " + KILLS + " kills " + kept + " were known within " + PROMISED.toMillis() + " ms: "
                + known.get(KILLS / 2).toMillis() + " ms in the median, "
                + known.get((KILLS * 99 - 1) / 100).toMillis() + " ms in the 99th percentile, "
                + known.getLast().toMillis() + " ms at worst");
        assertThat(known.get(KILLS / 2)).isLessThan(GENEROUS);
    }
}
