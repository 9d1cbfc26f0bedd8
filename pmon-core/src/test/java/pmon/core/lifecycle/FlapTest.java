package pmon.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.process.Signal;
import pmon.api.protocol.ProcessEvent;

/** In intervals of 500 ms, pmon3's default. */
class FlapTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void withTheDefaultsTheSixthCrashBacksOffForHalfOfTheCountdown() {
        Stage stage = stage(5, 120, 60);
        for (int restart = 1; restart <= 5; restart++) {
            stage.crash();
            assertThat(stage.name()).isEqualTo("Starting");
            stage.spawned();
        }
        stage.crash();
        assertThat(stage.told).contains(ProcessEvent.Type.FLAPPING);
        assertThat(stage.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(stage.tally.flapping().count()).isEqualTo(5);
        stage.due(Duration.ofSeconds(30)).spawned().crash();
        assertThat(stage.delay()).isEqualTo(Duration.ofSeconds(30).minus(SHORT));
        stage.due(stage.delay());
        assertThat(stage.name()).isEqualTo("Starting");
        assertThat(stage.tally.flapping().count()).isOne();
    }

    @Test
    void afterTheCountdownItTakesAsManyRestartsAgain() {
        Stage stage = flapping(stage(5, 120, 0));
        stage.due(stage.delay());
        for (int restart = 2; restart <= 5; restart++) {
            stage.spawned().crash();
            assertThat(stage.name()).isEqualTo("Starting");
        }
        stage.spawned().crash();
        assertThat(stage.name()).isEqualTo("Backoff");
        assertThat(stage.delay()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void withoutDecrementNothingIsForgivenBeforeTheEnd() {
        Stage stage = flapping(stage(3, 60, 0));
        assertThat(stage.delay()).isEqualTo(Duration.ofSeconds(30));
        stage.due(Duration.ofMillis(29_999));
        assertThat(stage.name()).isEqualTo("Backoff");
        stage.due(Duration.ofMillis(1));
        assertThat(stage.name()).isEqualTo("Starting");
    }

    @Test
    void eachDecrementOfTheCountdownForgivesOneRestart() {
        Stage stage = flapping(stage(3, 120, 30));
        for (int second = 15; second < 60; second += 15) {
            stage.due(stage.delay());
            assertThat(stage.name()).isEqualTo("Starting");
            stage.spawned().crash();
            assertThat(stage.name()).isEqualTo("Backoff");
            assertThat(stage.delay()).isEqualTo(Duration.ofSeconds(15).minus(SHORT));
        }
        stage.due(stage.delay());
        assertThat(stage.tally.flapping()).isEqualTo(new Flapping(List.of(stage.now), null, 0));
    }

    @Test
    void decrementsThatPassWhileItRunsAreForgivenToo() {
        Stage stage = flapping(stage(3, 120, 30));
        stage.due(stage.delay()).spawned().pass(Duration.ofSeconds(31)).exits(1);
        assertThat(stage.name()).isEqualTo("Starting");
        assertThat(stage.tally.flapping().count()).isEqualTo(2);
    }

    @Test
    void restartsOlderThanTheCountdownDoNotCount() {
        Stage stage = stage(3, 120, 60);
        for (int restart = 1; restart <= 20; restart++) {
            stage.pass(Duration.ofSeconds(21)).exits(1).spawned();
        }
        assertThat(stage.name()).isEqualTo("Running");
        assertThat(stage.tally.restarts()).isEqualTo(20);
        assertThat(stage.tally.flapping().count()).isEqualTo(3);
    }

    @Test
    void takesThePlaceOfTheGrowingDelay() {
        Stage stage = stage(50, 120, 60);
        for (int restart = 1; restart <= 50; restart++) {
            stage.crash();
            assertThat(stage.name()).isEqualTo("Starting");
            stage.spawned();
        }
    }

    @Test
    void startsThatAreRefusedCount() {
        Stage stage = stage(2, 120, 60);
        stage.crash().refused().refused();
        assertThat(stage.name()).isEqualTo("Backoff");
        assertThat(stage.told).containsExactly(ProcessEvent.Type.START_FAILED, ProcessEvent.Type.FLAPPING);
    }

    @Test
    void aStopForgetsThemAll() {
        Stage stage = flapping(stage(3, 120, 60));
        stage.stop();
        assertThat(stage.tally.flapping()).isEqualTo(Flapping.NONE);
    }

    @Test
    void aResetForgetsThemAllAndTriesAtOnce() {
        Stage stage = flapping(stage(3, 120, 60));
        stage.hear(new Trigger.Reset());
        assertThat(stage.name()).isEqualTo("Starting");
        assertThat(stage.tally.restarts()).isZero();
        assertThat(stage.tally.flapping()).isEqualTo(Flapping.NONE);
    }

    @Test
    void aStartThatSomebodyAsksForDoesNotForgetThem() {
        Stage stage = flapping(stage(3, 120, 60));
        stage.start().hear(new Trigger.Recorded()).spawned().crash();
        assertThat(stage.name()).isEqualTo("Backoff");
    }

    @Test
    void anExitCodeThatCountsAsSuccessStopsWhatIsNotToBeRestarted() {
        Policy policy = new Policy(
                false,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                Signal.TERM,
                Duration.ofSeconds(10),
                null,
                Set.of(3),
                null);
        assertThat(new Stage(policy).running().exits(3).name()).isEqualTo("Stopped");
        assertThat(new Stage(policy).running().exits(4).name()).isEqualTo("Failed");
    }

    /** A running program under flap detection. */
    private static Stage stage(int threshold, int countdown, int decrement) {
        Duration interval = Duration.ofMillis(500);
        Policy policy = new Policy(
                true,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                Signal.TERM,
                Duration.ofSeconds(10),
                new FlapRule(threshold, interval.multipliedBy(countdown), interval.multipliedBy(decrement)),
                Set.of(),
                null);
        return new Stage(policy).running(Duration.ZERO);
    }

    /** The same, once it has crashed until it is held back. */
    private static Stage flapping(Stage stage) {
        stage.crash();
        while (!stage.name().equals("Backoff")) {
            stage.spawned().crash();
        }
        return stage;
    }
}
