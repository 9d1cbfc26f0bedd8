package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

class DeleteTest {
    private final Desk desk = new Desk();

    @Test
    void stopsARunningProgramAndForgetsItWithItsLogs() {
        desk.running("web");
        long delete = desk.delete("web");
        assertThat(desk.all(Effect.RemoveLogs.class)).isEmpty();
        desk.exits("web", 0);
        assertThat(desk.done(delete)).isTrue();
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
        assertThat(desk.store).isEmpty();
        assertThat(desk.all(Effect.RemoveLogs.class)).hasSize(1);
    }

    @Test
    void keepsTheLogsWhereWanted() {
        desk.running("web");
        desk.ask(new Change.Delete(Targets.of("web"), true, true, Completion.UNTIL_DONE));
        assertThat(desk.signals()).containsExactly("KILL");
        desk.isKilled("web");
        assertThat(desk.all(Effect.RemoveLogs.class)).isEmpty();
    }

    @Test
    void ofAStoppedProgramIsDoneOnceItIsDurable() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.commitsAtOnce = false;
        long delete = desk.delete("web");
        assertThat(desk.reply(delete)).isNull();
        desk.commit();
        assertThat(desk.done(delete)).isTrue();
    }

    @Test
    void ofAQueuedProgramLeavesNothing() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        long delete = desk.delete("web");
        desk.commit();
        assertThat(desk.done(delete)).isTrue();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.store).isEmpty();
    }

    @Test
    void freesTheNameForAnotherId() {
        desk.running("web");
        desk.delete("web");
        desk.exits("web", 0);
        desk.running("web");
        assertThat(desk.process("web").id()).isEqualTo(2);
    }

    @Test
    void isNotUndoneByAStopOrKill() {
        desk.running("web");
        long delete = desk.delete("web");
        long stop = desk.stop("web");
        long kill = desk.ask(new Change.Kill(false, Completion.UNTIL_DONE));
        desk.exits("web", 0);
        assertThat(desk.done(delete)).isTrue();
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.done(kill)).isTrue();
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
    }

    @Test
    void isNotUndoneByARestart() {
        desk.running("web");
        desk.delete("web");
        long restart = desk.restart("web");
        assertThat(desk.failure(restart).code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        desk.exits("web", 0);
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
    }

    @Test
    void inputsAfterwardsAreDropped() {
        desk.running("web");
        var key = desk.key("web");
        desk.delete("web");
        desk.exits("web", 0);
        int before = desk.effects.size();
        desk.hear(new Input.TreeEmpty(key));
        desk.hear(new Input.ChildExited(key, new ExitStatus.Unknown(desk.now.wall()), true));
        desk.pass(Duration.ofHours(1));
        assertThat(desk.effects).hasSize(before);
    }

    @Test
    void aDaemonThatDiesBeforeTheEndLeavesItToTheNext() {
        desk.running("web");
        desk.delete("web");
        desk.newDaemon();
        assertThat(desk.signals()).containsExactly("TERM");
        desk.exits("web", 0);
        assertThat(desk.store).isEmpty();
        assertThat(desk.all(Effect.RemoveLogs.class)).isEmpty();
    }

    @Test
    void aDaemonThatDiesAfterTheEndLeavesTheRecordToTheNext() {
        desk.running("web");
        desk.delete("web");
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.store).isEmpty();
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
    }
}
