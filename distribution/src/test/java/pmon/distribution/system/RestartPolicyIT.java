package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When a program that ended comes back. */
class RestartPolicyIT {
    @AutoClose
    private final PmonHome home = PmonHome.create();

    @Test
    void theFirstRestartIsAtOnceAndFurtherOnesWaitLongerAndLonger() throws Exception {
        waitForItsEnd();
        home.pmon("exec", home.script("crashing", "exit 1").toString()).failsWith(1);
        List<Duration> delays = new ArrayList<>();
        List<String> between = new ArrayList<>();
        try (Following events = home.events()) {
            events.event("started", "crashing");
            for (int i = 0; i < 4; i++) {
                Instant ended = time(events.event("exited", "crashing"));
                between.add(type(events.next()));
                delays.add(Duration.between(ended, time(events.event("started", "crashing"))));
            }
        }
        assertThat(between).containsExactly("restarting", "backoff", "backoff", "backoff");
        // Events carry milliseconds, so a wait may look one shorter than it was.
        assertThat(delays.get(1)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
        assertThat(delays.get(2)).isGreaterThanOrEqualTo(Duration.ofMillis(199));
        assertThat(delays.get(3)).isGreaterThanOrEqualTo(Duration.ofMillis(399));
    }

    @Test
    void aProgramThatWaitsSaysForWhatAndCanBeStopped() throws Exception {
        waitForItsEnd();
        Path crashing = home.script("crashing", "exit 9");
        home.pmon("exec", crashing.toString(), "--initial-delay", "1h", "--max-delay", "1h")
                .failsWith(1);
        try (Following events = home.events()) {
            events.event("backoff", "crashing");
        }
        JsonNode waiting = home.desc("crashing");
        assertThat(waiting.get("status").asString()).isEqualTo("backoff");
        assertThat(waiting.get("pid").isNull()).isTrue();
        assertThat(waiting.get("explanation").asString()).contains("backing off until", "exits with code 9");
        assertThat(Instant.parse(waiting.get("next_start_at").asString()))
                .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        assertThat(waiting.get("restart_count").asInt()).isEqualTo(1);

        home.pmon("restart", "crashing").failsWith(1);
        assertThat(home.desc("crashing").get("restart_count").asInt())
                .as("somebody looked at it")
                .isGreaterThan(1);

        JsonNode stopped = home.json("stop", "crashing");
        assertThat(stopped.get("status").asString()).isEqualTo("stopped");
        assertThat(stopped.get("next_start_at").isNull()).isTrue();
        assertThat(stopped.get("restart_count").asInt()).isZero();
    }

    @Test
    void oneThatLivedLongEnoughNeverWaits() throws Exception {
        Path brief = home.script("brief", "sleep 1", "exit 1");
        home.pmon("exec", brief.toString(), "--min-uptime", "100ms").succeeds();
        try (Following events = home.events()) {
            for (int i = 0; i < 4; i++) {
                events.event("exited", "brief");
                assertThat(type(events.next())).isEqualTo("restarting");
            }
        }
    }

    @Test
    void restartsAreCountedAndStartsAreNot() throws Exception {
        home.pmon("exec", home.script("sleeper", "exec sleep 1000").toString()).succeeds();
        assertThat(home.json("restart", "sleeper").get("restart_count").asInt()).isEqualTo(1);
        assertThat(home.json("start", "sleeper").get("restart_count").asInt()).isEqualTo(1);
        long before = home.live("sleeper").pid();
        new Live(before).kill();
        Await.until(
                "it is back", () -> home.desc("sleeper").get("restart_count").asInt() == 2);
        assertThat(home.live("sleeper").pid()).isNotEqualTo(before);
        assertThat(home.json("stop", "sleeper").get("restart_count").asInt()).isZero();
        assertThat(home.json("start", "sleeper").get("restart_count").asInt()).isZero();
        assertThat(home.desc("sleeper").get("id").asInt()).isEqualTo(1);
    }

    @Test
    void aStoppedProgramIsUpdatedByAnotherExecOfTheSameFile() throws Exception {
        String sleeper = home.script("sleeper", "exec sleep $1").toString();
        home.pmon("exec", sleeper, "--args", "1000").succeeds();
        home.pmon("stop", "sleeper").succeeds();
        JsonNode updated = home.json("exec", sleeper, "--args", "2000");
        assertThat(updated.get("id").asInt()).isEqualTo(1);
        assertThat(updated.get("args").get(0).asString()).isEqualTo("2000");

        String other = home.script("other", "exec sleep 1000").toString();
        long before = updated.get("pid").asLong();
        JsonNode replaced = home.json("exec", other, "--name", "sleeper", "--replace");
        assertThat(replaced.get("process_file").asString()).isEqualTo(other);
        assertThat(new Live(before).lives()).isFalse();
    }

    /** A busy machine takes longer than the usual 50 ms to start a program, let alone to see it end. */
    private void waitForItsEnd() throws Exception {
        home.configure("wait:", "  start_grace: 10s");
    }

    private static String type(JsonNode event) {
        return event.get("type").asString();
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.get("time").asString());
    }
}
