package pmon.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Status;

/** The table in {@link Lifecycle}, cell by cell. */
class TransitionTest {
    private static final ProcessIdentity MAIN = new ProcessIdentity(9, 9, "boot");

    private static final Map<String, Supplier<Stage>> STATES = Map.ofEntries(
            Map.entry("Inherited", () -> in(new State.Inherited(Status.RUNNING))),
            Map.entry("Stopped", () -> in(new State.Stopped())),
            Map.entry("Failed", () -> in(new State.Failed())),
            Map.entry("Closed", () -> in(new State.Closed())),
            Map.entry("Queued", () -> in(new State.Queued())),
            Map.entry("Running", () -> new Stage(Stage.POLICY).running()),
            Map.entry("Stopping", () -> new Stage(Stage.POLICY).running().stop()),
            Map.entry("Restarting", () -> new Stage(Stage.POLICY).running().start()),
            Map.entry("Closing", () -> new Stage(Stage.POLICY).running().hear(new Trigger.Close())),
            Map.entry("Judging", () -> new Stage(Stage.POLICY).running().exitsLeavingATree(1)),
            Map.entry(
                    "Backoff",
                    () -> new Stage(Stage.POLICY)
                            .start()
                            .hear(new Trigger.Recorded())
                            .refused()));

    private static final String TABLE = """
            from       | Start    | Recorded  | Stop     | Close    | Exited   | TreeEmpty | Due
            Inherited  | Queued   | Inherited | Stopped  | Inherited| Inherited| Inherited | Inherited
            Stopped    | Queued   | Stopped   | Stopped  | Stopped  | Stopped  | Stopped   | Stopped
            Failed     | Queued   | Failed    | Stopped  | Failed   | Failed   | Failed    | Failed
            Closed     | Queued   | Closed    | Stopped  | Closed   | Closed   | Closed    | Closed
            Queued     | Queued   | Starting  | Stopped  | Closed   | Queued   | Queued    | Queued
            Running    | Stopping | Running   | Stopping | Stopping | Starting | Running   | Running
            Stopping   | Stopping | Stopping  | Stopping | Stopping | Stopped  | Stopping  | Stopping
            Restarting | Stopping | Stopping  | Stopping | Stopping | Queued   | Stopping  | Stopping
            Closing    | Stopping | Stopping  | Stopping | Stopping | Closed   | Stopping  | Stopping
            Judging    | Stopping | Stopping  | Stopping | Stopping | Stopping | Starting  | Stopping
            Backoff    | Queued   | Backoff   | Stopped  | Closed   | Backoff  | Backoff   | Starting
            """;

    @TestFactory
    Stream<DynamicTest> everyStateUnderEveryTrigger() {
        List<String> lines = TABLE.lines().toList();
        List<String> triggers = cells(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(TransitionTest::cells)
                .flatMap(row -> Stream.iterate(1, i -> i + 1)
                        .limit(triggers.size() - 1L)
                        .map(i -> DynamicTest.dynamicTest(
                                row.getFirst() + " " + triggers.get(i),
                                () -> assertThat(hear(STATES.get(row.getFirst()).get(), triggers.get(i))
                                                .name())
                                        .isEqualTo(row.get(i)))));
    }

    private static Stage hear(Stage stage, String trigger) {
        return switch (trigger) {
            case "Start" -> stage.start();
            case "Recorded" -> stage.hear(new Trigger.Recorded());
            case "Stop" -> stage.stop();
            case "Close" -> stage.hear(new Trigger.Close());
            case "Exited" -> stage.exits(1);
            case "TreeEmpty" -> stage.treeEmpties();
            case "Due" -> stage.due(Duration.ofMinutes(1));
            default -> throw new IllegalArgumentException(trigger);
        };
    }

    @Test
    void nothingComesBetweenASpawnAndItsAnswer() {
        Stage stage = new Stage(Stage.POLICY).start().hear(new Trigger.Recorded());
        assertThat(stage.name()).isEqualTo("Starting");
        assertThatThrownBy(stage::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stage::stop).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stage.hear(new Trigger.Close())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInstanceNobodyOrderedIsAMistake() {
        Stage stage = new Stage(Stage.POLICY).running();
        assertThatThrownBy(stage::spawned).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stage::refused).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theEndOfAnEarlierInstanceIsDropped() {
        Stage stage = new Stage(Stage.POLICY).running().exits(1).spawned();
        State running = stage.state;
        stage.hear(new Trigger.Exited(1, new ExitStatus.Exited(0, stage.now.wall()), true));
        stage.hear(new Trigger.TreeEmpty(1));
        assertThat(stage.state).isEqualTo(running);
    }

    @Test
    void anAdoptedInstanceRuns() {
        Stage stage = in(new State.Inherited(Status.RUNNING));
        stage.hear(new Trigger.Adopted(4, MAIN, stage.now));
        assertThat(stage.state).isEqualTo(new State.Running(4, MAIN, stage.now));
        assertThat(stage.tally.generation()).isEqualTo(4);
        assertThat(stage.tally.restarts()).isZero();
    }

    @Test
    void whatVanishedIsQueuedAndCounted() {
        Stage stage = in(new State.Inherited(Status.RUNNING));
        stage.hear(new Trigger.Vanished(new ExitStatus.Unknown(stage.now.wall())));
        assertThat(stage.name()).isEqualTo("Queued");
        assertThat(stage.tally.restarts()).isOne();
    }

    @Test
    void whatVanishedAndIsNotToBeRestartedFails() {
        Stage stage = new Stage(Stage.ONCE);
        stage.state = new State.Inherited(Status.RUNNING);
        stage.hear(new Trigger.Vanished(new ExitStatus.Unknown(stage.now.wall())));
        assertThat(stage.name()).isEqualTo("Failed");
    }

    private static Stage in(State state) {
        Stage stage = new Stage(Stage.POLICY);
        stage.state = state;
        return stage;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|")).map(String::strip).toList();
    }
}
