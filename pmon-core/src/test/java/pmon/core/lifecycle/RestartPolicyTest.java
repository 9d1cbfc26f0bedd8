package pmon.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.process.Signal;

class RestartPolicyTest {
    private static final Duration SHORT = Duration.ofMillis(999);
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Stage stage = new Stage(Stage.POLICY);

    @Test
    void restartsAtOnceTheFirstTime() {
        stage.running(SHORT).exits(1);
        assertThat(stage.done()).containsExactly("spawn 1", "spawn 2");
    }

    @Test
    void waitsLongerAndLongerWhileLivesAreShort() {
        stage.running(SHORT).exits(1).spawned();
        long[] expected = {100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000};
        for (long millis : expected) {
            stage.pass(SHORT).exits(1);
            assertThat(stage.delay()).isEqualTo(Duration.ofMillis(millis));
            stage.due(stage.delay()).spawned();
        }
    }

    @Test
    void doesNotTryBeforeItsTime() {
        stage.running(SHORT).exits(1).spawned().exits(1);
        stage.due(Duration.ofMillis(99));
        assertThat(stage.name()).isEqualTo("Backoff");
        stage.due(Duration.ofMillis(1));
        assertThat(stage.name()).isEqualTo("Starting");
    }

    @Test
    void aLongLifeResetsTheDelay() {
        stage.running(SHORT).exits(1).spawned().exits(1);
        stage.due(Duration.ofMillis(100)).spawned().pass(LONG).exits(1);
        assertThat(stage.name()).isEqualTo("Starting");
        assertThat(stage.tally.shortLives().count()).isZero();
    }

    @Test
    void aStartThatIsRefusedIsNeverTriedAtOnce() {
        stage.start().hear(new Trigger.Recorded()).refused();
        assertThat(stage.delay()).isEqualTo(Duration.ofMillis(100));
        stage.due(stage.delay()).refused();
        assertThat(stage.delay()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void delaysOfAnyLengthStayWithinTheMost() {
        Policy century =
                new Policy(true, LONG, Duration.ofDays(36_500), Duration.ofSeconds(Long.MAX_VALUE), Signal.TERM, LONG);
        assertThat(century.delayAfter(2)).isEqualTo(Duration.ofDays(36_500));
        assertThat(century.delayAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(Stage.POLICY.delayAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDelayThatDecaysDoublesWithEveryRestartHoweverLongTheInstanceLived() {
        Stage decaying = new Stage(decayingTo(Duration.ofSeconds(1)));
        decaying.running(Duration.ofMillis(500)).exits(1);
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(decaying.delay()).isEqualTo(Duration.ofSeconds(seconds));
            decaying.due(decaying.delay()).spawned().exits(0);
        }
    }

    @Test
    void itComesATenthCloserToItsLowestEachTimeThatItIsLivedThrough() {
        Stage decaying = new Stage(decayingTo(Duration.ofSeconds(1)));
        decaying.running(SHORT).exits(1).due(Duration.ofSeconds(1)).spawned();
        decaying.exits(1).due(Duration.ofSeconds(2)).spawned();
        // It would be 4 s; 4 s and 3.7 s of good behaviour make it 3.43 s, and the next is not over.
        decaying.pass(Duration.ofMillis(4_000 + 3_700 + 3_000)).exits(1);
        assertThat(decaying.delay()).isEqualTo(Duration.ofMillis(3_430));
        decaying.due(decaying.delay()).spawned().pass(Duration.ofDays(1)).exits(1);
        assertThat(decaying.delay()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_002));
    }

    @Test
    void itDoesNotGrowWithoutARestart() {
        Stage decaying = new Stage(decayingTo(Duration.ofSeconds(10)));
        decaying.running(Duration.ofDays(1)).exits(1);
        assertThat(decaying.delay()).isEqualTo(Duration.ofSeconds(1));
        decaying.due(decaying.delay()).refused();
        assertThat(decaying.delay()).isEqualTo(Duration.ofSeconds(2));
    }

    private static Policy decayingTo(Duration lowest) {
        return new Policy(
                true, LONG, Duration.ofSeconds(1), Duration.ofSeconds(30), Signal.TERM, LONG, null, Set.of(), lowest);
    }

    @Test
    void countsEveryAutomaticRestart() {
        stage.running(LONG).exits(1).spawned().exits(1).spawned().exits(1);
        assertThat(stage.name()).isEqualTo("Backoff");
        assertThat(stage.tally.restarts()).isEqualTo(2);
        stage.due(Duration.ofSeconds(1));
        assertThat(stage.tally.restarts()).isEqualTo(3);
    }

    @Test
    void aStopClearsTheCount() {
        stage.running(LONG).exits(1).spawned().stop();
        assertThat(stage.tally.restarts()).isZero();
    }

    @Test
    void withoutAutomaticRestartsExitCodeZeroIsStoppedAndTheRestFailed() {
        assertThat(new Stage(Stage.ONCE).running().exits(0).name()).isEqualTo("Stopped");
        assertThat(new Stage(Stage.ONCE).running().exits(1).name()).isEqualTo("Failed");
        assertThat(new Stage(Stage.ONCE)
                        .start()
                        .hear(new Trigger.Recorded())
                        .refused()
                        .name())
                .isEqualTo("Failed");
    }
}
