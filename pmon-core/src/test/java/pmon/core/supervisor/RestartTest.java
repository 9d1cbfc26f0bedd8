package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

class RestartTest {
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final Change.Patch VERBOSE = new Change.Patch(List.of("-v"), null, null, null, null, null);

    private final Desk desk = new Desk();

    @Test
    void stopsARunningProgramAndStartsItAgain() {
        desk.running("web");
        long restart = desk.restart("web");
        assertThat(desk.signals()).containsExactly("TERM");
        assertThat(desk.status("web")).isEqualTo("restarting");
        desk.exits("web", 0);
        desk.pass(GRACE);
        assertThat(desk.done(restart)).isTrue();
        assertThat(desk.key("web").generation()).isEqualTo(2);
    }

    @Test
    void countsARestartButNotAStart() {
        desk.running("web");
        desk.restart("web");
        desk.exits("web", 0);
        assertThat(desk.restarts("web")).isOne();
        desk.start("web");
        desk.exits("web", 0);
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void countsARestartAskedForWhileTheRestOfATreeIsBeingKilled() {
        desk.running("web");
        desk.ends("web", new ExitStatus.Exited(1, desk.now.wall()), false);
        desk.restart("web");
        desk.treeEmpties("web");
        assertThat(desk.restarts("web")).isOne();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void startsAStoppedProgramOnceThatIsDurable() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.commitsAtOnce = false;
        desk.start("web");
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void startsAProgramThatBacksOffOnceThatIsDurable() {
        desk.refuseNext("out of memory");
        desk.exec("web");
        desk.commitsAtOnce = false;
        desk.restart("web", VERBOSE);
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.all(Effect.Spawn.class).getLast().spec().args()).containsExactly("-v");
    }

    @Test
    void aRestartOfAQueuedProgramWaitsForTheSameRecord() {
        desk.commitsAtOnce = false;
        long exec = desk.exec("web");
        long restart = desk.restart("web");
        assertThat(desk.spawned()).isZero();
        desk.commit();
        desk.pass(GRACE);
        desk.commit();
        assertThat(desk.spawned()).isOne();
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.done(restart)).isTrue();
    }

    @Test
    void aRestartOfAProgramThatIsTakenBackFailsWithIt() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        Completion durable = new Completion(false, null);
        long restart = desk.ask(new Change.Restart(Targets.of("web"), Change.Patch.NONE, true, durable));
        desk.hear(new Input.CommitFailed(desk.appended.removeFirst().ticket(), ErrorCode.STORE_FULL, "no space"));
        desk.commit();
        assertThat(desk.failure(restart).code()).isEqualTo(ErrorCode.STORE_FULL);
    }

    @Test
    void anotherUserThatCannotBeRecordedIsTakenBackOnRecordFirst() {
        desk.running(spec("web", ANNA));
        desk.commitsAtOnce = false;
        desk.restart("web", new Change.Patch(null, Specs.ROOT, null, null, null, null));
        desk.exits("web", 0);
        desk.failCommit();
        desk.failCommit();
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.all(Effect.Spawn.class).getLast().spec().user()).isEqualTo(ANNA);
    }

    @Test
    void changesNothingOfAQueuedProgram() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        assertThat(desk.failure(desk.restart("web", VERBOSE)).code()).isEqualTo(ErrorCode.BUSY);
    }

    @Test
    void twoRestartsAtOnceAreOne() {
        desk.running("web");
        long first = desk.restart("web");
        long second = desk.restart("web");
        desk.exits("web", 0);
        desk.pass(GRACE);
        assertThat(desk.done(first)).isTrue();
        assertThat(desk.done(second)).isTrue();
        assertThat(desk.spawned()).isEqualTo(2);
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void theFirstIsDoneTooWhenASecondReplacesItsInstanceWithinTheGrace() {
        desk.running("web");
        long first = desk.restart("web");
        desk.exits("web", 0);
        desk.pass(Duration.ofMillis(10));
        long second = desk.restart("web");
        desk.isKilled("web");
        desk.pass(GRACE);
        assertThat(desk.done(first)).isTrue();
        assertThat(desk.done(second)).isTrue();
    }

    @Test
    void aStopMeanwhileFailsTheRestart() {
        desk.running("web");
        long restart = desk.restart("web");
        long stop = desk.stop("web");
        assertThat(desk.failure(restart).message()).isEqualTo("another request has stopped web meanwhile");
        desk.exits("web", 0);
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.process("web").explanation()).isEqualTo("stopped by root");
    }

    @Test
    void isToldOfAnEarlyDeathOfTheNewInstance() {
        desk.running("web");
        long restart = desk.restart("web");
        desk.exits("web", 0);
        desk.exits("web", 7);
        assertThat(desk.failure(restart).code()).isEqualTo(ErrorCode.START_FAILED);
    }

    @Test
    void setsNewValuesFirst() {
        desk.running("web");
        desk.restart("web", VERBOSE);
        desk.exits("web", 0);
        assertThat(desk.all(Effect.Spawn.class).getLast().spec().args()).containsExactly("-v");
        assertThat(desk.store.get(1).spec().args()).containsExactly("-v");
    }

    @Test
    void onlyRootGivesAProgramAnotherUser() {
        desk.running(spec("web", ANNA));
        Change.Patch asRoot = new Change.Patch(null, Specs.ROOT, null, null, null, null);
        long restart =
                desk.ask(new Caller(ANNA), new Change.Restart(Targets.of("web"), asRoot, true, Completion.UNTIL_DONE));
        assertThat(desk.failure(restart).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(desk.signals()).isEmpty();
    }

    @Test
    void allOfThemOrNone() {
        desk.running("web");
        long restart =
                desk.ask(new Change.Restart(Targets.of("web", "db"), Change.Patch.NONE, true, Completion.UNTIL_DONE));
        assertThat(desk.failure(restart).code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        assertThat(desk.signals()).isEmpty();
    }

    @Test
    void leavesOutWhatIsBeingDeleted() {
        desk.running("web");
        desk.running("db");
        desk.delete("web");
        desk.restart("all");
        desk.exits("web", 0);
        assertThat(desk.supervisor.snapshot().processes())
                .extracting(ProcessSnapshot::name)
                .containsExactly("db");
        assertThat(desk.status("db")).isEqualTo("restarting");
    }

    @Test
    void aNewStartForgetsShortLives() {
        desk.exec("web");
        desk.exits("web", 1);
        desk.exits("web", 1);
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.start("web");
        desk.exits("web", 1);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aStoppedProgramOfADeadDaemonStartsWithItsOldOneGone() {
        desk.running("web");
        desk.restart("web");
        desk.exits("web", 0);
        assertThat(desk.store.get(1).generation()).isEqualTo(2);
        assertThat(desk.store.get(1).instance()).isEqualTo(desk.alive.get(desk.key("web")));
    }
}
