package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.BEN;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;
import static pmon.core.supervisor.Specs.withArgs;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;

class ExecTest {
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Desk desk = new Desk();

    @Test
    void spawnsOnlyWhatIsDurable() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        assertThat(desk.spawned()).isZero();
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.spawned()).isOne();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void isDoneWhenTheProgramHasLivedThroughTheGrace() {
        long exec = desk.exec("web");
        desk.pass(GRACE.minusMillis(1));
        assertThat(desk.reply(exec)).isNull();
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.done(exec)).isTrue();
    }

    @Test
    void isDoneOnlyWhenTheInstanceIsOnRecord() {
        desk.commitsAtOnce = false;
        long exec = desk.exec("web");
        desk.commit();
        desk.pass(GRACE);
        assertThat(desk.reply(exec)).isNull();
        desk.commit();
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.store.get(1).instance()).isNotNull();
    }

    @Test
    void failsWithTheExitWhenTheProgramDiesEarlyAndItsRestartsGoOn() {
        long exec = desk.exec("web");
        desk.pass(Duration.ofMillis(20));
        desk.exits("web", 3);
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.failure(exec).exit()).isInstanceOf(ExitStatus.Exited.class);
        assertThat(desk.failure(exec).message()).isEqualTo("web ended with exit code 3 after 20 ms");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void failsWhenTheProgramDiesAfterTheGraceAndBeforeItIsToldToHaveStarted() {
        desk.commitsAtOnce = false;
        long exec = desk.exec(once(spec("job")));
        desk.commit();
        desk.pass(GRACE);
        desk.exits("job", 3);
        desk.commit();
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.failure(exec).message()).isEqualTo("job ended with exit code 3 after 50 ms");
    }

    @Test
    void isDoneWhenItEndsWellAfterTheGraceAndBeforeItIsToldToHaveStarted() {
        desk.commitsAtOnce = false;
        long exec = desk.exec(once(spec("job")));
        desk.commit();
        desk.pass(GRACE);
        desk.exits("job", 0);
        desk.commit();
        assertThat(desk.done(exec)).isTrue();
    }

    @Test
    void isDoneWhenSomethingNotToBeRestartedEndsWell() {
        long exec = desk.exec(once(spec("job")));
        desk.exits("job", 0);
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.status("job")).isEqualTo("stopped");
    }

    @Test
    void failsWhenSomethingNotToBeRestartedEndsBadlyLeavingItsTree() {
        long exec = desk.exec(once(spec("job")));
        desk.ends("job", new ExitStatus.Exited(1, desk.now.wall()), false);
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.signals()).containsExactly("KILL");
        desk.treeEmpties("job");
        assertThat(desk.status("job")).isEqualTo("failed");
    }

    @Test
    void failsWhenTheStartIsRefusedAndTriesAgain() {
        desk.refuseNext("/bin/web: no such file");
        long exec = desk.exec("web");
        assertThat(desk.failure(exec).message()).isEqualTo("cannot start web: /bin/web: no such file");
        assertThat(desk.failure(exec).exit()).isNull();
        assertThat(desk.status("web")).isEqualTo("backoff");
        assertThat(desk.process("web").explanation()).contains("a short-lived try");
        desk.pass(Duration.ofMillis(100));
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void leavesNothingWhenItCannotBeRecorded() {
        desk.commitsAtOnce = false;
        long exec = desk.exec("web");
        desk.failCommit();
        desk.commit();
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(desk.failure(exec).message()).isEqualTo("no space; meanwhile web is not there");
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
        assertThat(desk.store).isEmpty();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.all(Effect.RemoveLogs.class)).isEmpty();
    }

    @Test
    void updatesAStoppedProgramOfTheSameFileKeepingItsId() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        long exec = desk.exec(withArgs(spec("web"), "-v"));
        desk.pass(GRACE);
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.process("web").id()).isEqualTo(1);
        assertThat(desk.store.get(1).spec().args()).containsExactly("-v");
    }

    @Test
    void takesBackAnUpdateThatCannotBeRecorded() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.commitsAtOnce = false;
        long exec = desk.exec(withArgs(spec("web"), "-v"));
        desk.failCommit();
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.process("web").record().spec().args()).isEmpty();
    }

    @Test
    void leavesABackoffGoingOnWhenTheUpdateCannotBeRecorded() {
        desk.refuseNext("out of memory");
        desk.exec("web");
        desk.commitsAtOnce = false;
        desk.exec(withArgs(spec("web"), "-v"));
        desk.failCommit();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.process("web").record().spec().args()).isEmpty();
    }

    @Test
    void refusesANameThatRuns() {
        desk.running("web");
        long exec = desk.exec("web");
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.ALREADY_RUNNING);
        assertThat(desk.failure(exec).message()).isEqualTo("process already running with the name provided: web");
    }

    @Test
    void refusesANameOfAnotherFileUnlessReplaced() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        assertThat(desk.failure(desk.exec(other("web"))).code()).isEqualTo(ErrorCode.ALREADY_RUNNING);
        desk.ask(new Change.Exec(other("web"), true, Completion.UNTIL_DONE));
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.process("web").record().spec().file()).isEqualTo("/opt/web");
    }

    @Test
    void replacesARunningProgramAfterStoppingIt() {
        desk.running("web");
        long exec = desk.ask(new Change.Exec(other("web"), true, Completion.UNTIL_DONE));
        assertThat(desk.signals()).containsExactly("TERM");
        assertThat(desk.status("web")).isEqualTo("restarting");
        desk.exits("web", 0);
        desk.pass(GRACE);
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.all(Effect.Spawn.class).getLast().spec().file()).isEqualTo("/opt/web");
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void doesNotStartAReplacementThatIsNotYetOnRecord() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.ask(new Change.Exec(other("web"), true, Completion.UNTIL_DONE));
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void goesOnWithTheOldOneWhenAReplacementCannotBeRecorded() {
        desk.running("web");
        desk.commitsAtOnce = false;
        long exec = desk.ask(new Change.Exec(other("web"), true, Completion.UNTIL_DONE));
        desk.failCommit();
        desk.exits("web", 0);
        desk.pass(GRACE);
        desk.commit();
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(desk.all(Effect.Spawn.class).getLast().spec().file()).isEqualTo("/bin/web");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void replacingAQueuedProgramIsRefusedUntilItIsOnRecord() {
        desk.commitsAtOnce = false;
        desk.exec("web");
        long exec = desk.ask(new Change.Exec(other("web"), true, Completion.UNTIL_DONE));
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.BUSY);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void refusesANameThatIsBeingDeleted() {
        desk.running("web");
        desk.delete("web");
        assertThat(desk.failure(desk.exec("web")).message()).contains("just being deleted");
    }

    @Test
    void refusesTheNameOfSomebodyElse() {
        desk.running(spec("web", ANNA));
        long exec = desk.ask(new Caller(BEN), new Change.Exec(spec("web", BEN), true, Completion.UNTIL_DONE));
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void onlyRootStartsProgramsAsSomebodyElse() {
        long exec = desk.ask(new Caller(BEN), new Change.Exec(spec("web", ANNA), false, Completion.UNTIL_DONE));
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
    }

    @Test
    void withoutWaitingIsDoneOnceItIsDurable() {
        desk.commitsAtOnce = false;
        long exec = desk.ask(new Change.Exec(spec("web"), false, new Completion(false, null)));
        assertThat(desk.reply(exec)).isNull();
        desk.commit();
        assertThat(desk.done(exec)).isTrue();
    }

    @Test
    void saysThatTheWaitEndedBeforeTheRecordWasDurable() {
        desk.commitsAtOnce = false;
        Completion second = new Completion(true, Duration.ofSeconds(1));
        long exec = desk.ask(new Change.Exec(spec("web"), false, second));
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.TIMEOUT);
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void bearsAWaitOfAnyLength() {
        Completion forEver = new Completion(true, Duration.ofSeconds(Long.MAX_VALUE));
        long exec = desk.ask(new Change.Exec(spec("web"), false, forEver));
        desk.pass(GRACE);
        assertThat(desk.done(exec)).isTrue();
    }

    private static ProcessSpec other(String name) {
        ProcessSpec spec = spec(name);
        return new ProcessSpec(
                spec.name(),
                "/opt/" + name,
                spec.args(),
                spec.envVars(),
                spec.inheritedEnv(),
                spec.cwd(),
                spec.user(),
                spec.log(),
                spec.autoRestart(),
                spec.restart(),
                spec.stop(),
                spec.dependencies(),
                spec.groups());
    }
}
