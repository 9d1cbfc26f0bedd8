package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Flap detection as pmon3's tests have it, with a shorter interval. */
class Pmon3FlappingIT {
    private static final String RESTARTED = "restarting";
    private static final String HELD_BACK = "flapping";

    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void oneTryIsEarnedByEachDecrementOfTheCountdown() throws Exception {
        configure(20, 120, 30);
        List<Life> lives = crash(7);
        assertThat(lives.subList(0, 4))
                .extracting(Life::after)
                .containsExactly(RESTARTED, RESTARTED, RESTARTED, HELD_BACK);
        // 30 intervals of 20 ms; events carry milliseconds. The second decrement does not wait for a start that was
        // late.
        assertThat(lives.get(3).held()).isGreaterThanOrEqualTo(Duration.ofMillis(550));
        assertThat(Duration.between(lives.get(3).ended(), lives.get(4).next()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1150));
        JsonNode waiting = home.desc("crashing");
        assertThat(waiting.get("explanation").asString()).contains("exit code 1");
    }

    @Test
    void withoutADecrementNothingIsTriedBeforeTheCountdownEnds() throws Exception {
        configure(20, 60, 0);
        List<Life> lives = crash(6);
        assertThat(lives.subList(0, 4))
                .extracting(Life::after)
                .containsExactly(RESTARTED, RESTARTED, RESTARTED, HELD_BACK);
        assertThat(lives.get(3).held()).isGreaterThanOrEqualTo(Duration.ofMillis(1150));
        assertThat(lives.get(4).after()).as("all are forgiven then").isEqualTo(RESTARTED);
    }

    @Test
    void whoIsHeldBackSaysSoAndIsTriedAtOnceAfterAReset() throws Exception {
        configure(10_000, 120, 0);
        crash(3);
        Await.until("it is held back", () -> home.statuses().contains("crashing backoff"));
        JsonNode waiting = home.desc("crashing");
        assertThat(waiting.get("explanation").asString())
                .contains("backing off until", "too many restarts (3 count)", "exit code 1");
        assertThat(Instant.parse(waiting.get("next_start_at").asString()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(15)));
        home.pmon("reset", "crashing").succeeds();
        Await.until(
                "a fifth start",
                () -> home.pastEvents("crashing").stream()
                                .filter(event -> event.get("type").asString().equals("started"))
                                .count()
                        > 4);
    }

    private void configure(int intervalMillis, int countdown, int decrement) throws Exception {
        home.configure(
                "process_monitor_interval: " + intervalMillis,
                "flap_detection:",
                "  is_enabled: true",
                "  threshold_restarted: 3",
                "  threshold_countdown: " + countdown,
                "  threshold_decrement: " + decrement,
                // It returns as soon as the program has ended; a busy machine may take its time to start it.
                "wait:",
                "  start_grace: 10s");
        home.pmon("exec", home.script("crashing", "exit 1").toString()).failsWith(1);
    }

    private List<Life> crash(int times) throws Exception {
        List<Life> lives = new ArrayList<>();
        try (Following events = home.events()) {
            events.event("started", "crashing");
            for (int i = 0; i < times; i++) {
                Instant ended = time(events.event("exited", "crashing"));
                String after = events.next().get("type").asString();
                lives.add(new Life(ended, after, time(events.event("started", "crashing"))));
            }
        }
        return lives;
    }

    /** What happened after it ended says whether it was held back: a busy machine takes its time to start it either way. */
    private record Life(Instant ended, String after, Instant next) {
        Duration held() {
            return Duration.between(ended, next);
        }
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.get("time").asString());
    }
}
