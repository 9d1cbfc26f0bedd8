package pmon.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.process.Signal;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;

class StoppingTest {
    private final Stage stage = new Stage(Stage.POLICY);

    @BeforeEach
    void run() {
        stage.running();
        stage.done();
    }

    @Test
    void asksFirstAndKillsAfterTheTimeoutAndEverySecondFromThen() {
        stage.stop();
        stage.due(Duration.ofMillis(9_999));
        assertThat(stage.done()).containsExactly("TERM 1");
        stage.due(Duration.ofMillis(1));
        assertThat(stage.done()).containsExactly("KILL 1");
        stage.due(Duration.ofMillis(999));
        assertThat(stage.done()).isEmpty();
        stage.due(Duration.ofMillis(1));
        assertThat(stage.done()).containsExactly("KILL 1");
    }

    @Test
    void aSecondStopDoesNotGiveMoreTime() {
        stage.stop().pass(Duration.ofSeconds(6)).stop().due(Duration.ofSeconds(4));
        assertThat(stage.done()).containsExactly("TERM 1", "KILL 1");
    }

    @Test
    void forceKillsAtOnce() {
        stage.hear(new Trigger.Stop("asked", true));
        assertThat(stage.done()).containsExactly("KILL 1");
    }

    @Test
    void aStopSignalThatKillsIsRepeatedAsKill() {
        Stage killed = new Stage(new Policy(
                true,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                Signal.KILL,
                Duration.ofSeconds(10)));
        killed.running().stop().due(Duration.ofSeconds(1));
        assertThat(killed.done()).containsExactly("spawn 1", "KILL 1", "KILL 1");
    }

    @Test
    void theWholeTreeHasUntilTheTimeout() {
        stage.stop().exitsLeavingATree(0);
        assertThat(stage.name()).isEqualTo("Stopping");
        stage.due(Duration.ofSeconds(10));
        assertThat(stage.done()).containsExactly("TERM 1", "KILL 1");
        assertThat(stage.treeEmpties().name()).isEqualTo("Stopped");
    }

    @Test
    void whatAnUnaskedEndLeavesIsKilledBeforeTheRestart() {
        stage.exitsLeavingATree(1);
        assertThat(stage.state.status()).isEqualTo(Status.RESTARTING);
        assertThat(stage.done()).containsExactly("KILL 1");
        stage.due(Duration.ofSeconds(1)).treeEmpties();
        assertThat(stage.done()).containsExactly("KILL 1", "spawn 2");
    }

    @Test
    void aRestartReversedByAStopRests() {
        stage.start().stop();
        assertThat(stage.told).containsExactly(ProcessEvent.Type.STOPPING);
        assertThat(stage.exits(0).name()).isEqualTo("Stopped");
    }

    @Test
    void aStopReversedByAStartIsQueued() {
        stage.stop().start();
        assertThat(stage.told).containsExactly(ProcessEvent.Type.RESTARTING);
        assertThat(stage.exits(0).name()).isEqualTo("Queued");
    }

    @Test
    void aShutdownDoesNotBringBackWhatIsBeingStopped() {
        stage.stop().hear(new Trigger.Close());
        assertThat(stage.exits(0).name()).isEqualTo("Stopped");
    }
}
