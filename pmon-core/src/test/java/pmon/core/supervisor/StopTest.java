package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

class StopTest {
    private final Desk desk = new Desk();

    @Test
    void isDoneWhenNothingLivesAndThatIsDurable() {
        desk.running("web");
        desk.commitsAtOnce = false;
        long stop = desk.stop("web");
        desk.commit();
        assertThat(desk.reply(stop)).isNull();
        desk.exits("web", 0);
        assertThat(desk.reply(stop)).isNull();
        desk.commit();
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.store.get(1).goal()).isEqualTo(Goal.DOWN);
    }

    @Test
    void waitsForTheRestOfTheTree() {
        desk.running("web");
        long stop = desk.stop("web");
        desk.ends("web", new ExitStatus.Exited(0, desk.now.wall()), false);
        assertThat(desk.reply(stop)).isNull();
        assertThat(desk.signals()).containsExactly("TERM");
        desk.treeEmpties("web");
        assertThat(desk.done(stop)).isTrue();
    }

    @Test
    void killsAfterTheStopTimeoutAndThenEverySecond() {
        desk.running("web");
        desk.stop("web");
        desk.pass(Duration.ofMillis(9_999));
        assertThat(desk.signals()).containsExactly("TERM");
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
        desk.pass(Duration.ofSeconds(2));
        assertThat(desk.signals()).containsExactly("TERM", "KILL", "KILL", "KILL");
    }

    @Test
    void bearsAStopTimeoutOfAnyLength() {
        StopSettings patient = new StopSettings(null, Duration.ofSeconds(Long.MAX_VALUE));
        desk.running(spec("web").withStop(patient));
        long stop = desk.stop("web");
        desk.pass(Duration.ofDays(365));
        desk.exits("web", 0);
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.signals()).containsExactly("TERM");
    }

    @Test
    void forceKillsAtOnceEvenWhatIsBeingStoppedAlready() {
        desk.running("web");
        desk.stop("web");
        desk.ask(new Change.Stop(Targets.of("web"), true, Completion.UNTIL_DONE));
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
    }

    @Test
    void ofAStoppedProgramIsDoneToo() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        assertThat(desk.done(desk.stop("web"))).isTrue();
    }

    @Test
    void ofABackoffEndsTheTrying() {
        desk.exec("web");
        desk.exits("web", 1);
        desk.exits("web", 1);
        assertThat(desk.done(desk.stop("web"))).isTrue();
        desk.pass(Duration.ofHours(1));
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void ofAQueuedProgramKeepsItFromStarting() {
        desk.commitsAtOnce = false;
        long exec = desk.exec("web");
        desk.stop("web");
        desk.commit();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.FAILED);
        assertThat(desk.status("web")).isEqualTo("stopped");
    }

    @Test
    void ofAProgramThatDiesMeanwhileIsNoRestart() {
        desk.running("web");
        desk.ends("web", new ExitStatus.Exited(1, desk.now.wall()), false);
        desk.stop("web");
        desk.treeEmpties("web");
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.spawned()).isOne();
    }

    @Test
    void saysThatItWaitsStill() {
        desk.running("web");
        Completion second = new Completion(true, Duration.ofSeconds(1));
        long stop = desk.ask(new Change.Stop(Targets.of("web"), false, second));
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.failure(stop).code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(desk.failure(stop).message()).endsWith("still waiting for web");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("stopped");
    }

    @Test
    void aStartMeanwhileFailsTheStop() {
        desk.running("web");
        long stop = desk.stop("web");
        desk.start("web");
        assertThat(desk.failure(stop).message()).isEqualTo("another request has started web meanwhile");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void goesOnThoughItCannotBeRecorded() {
        desk.running("web");
        desk.commitsAtOnce = false;
        long stop = desk.stop("web");
        desk.failCommit();
        desk.exits("web", 0);
        assertThat(desk.failure(stop).code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(desk.failure(stop).message()).isEqualTo("no space; meanwhile web is stopped");
        assertThat(desk.status("web")).isEqualTo("stopped");
    }

    @Test
    void isNotFailedByTheRecordOfAnotherProgram() {
        desk.running("web");
        long stop = desk.stop("web");
        desk.commitsAtOnce = false;
        desk.exits("web", 0);
        desk.exec("db");
        Effect.Append web = desk.appended.getFirst();
        Effect.Append db = desk.appended.getLast();
        desk.hear(new Input.Committed(web.ticket()));
        desk.hear(new Input.CommitFailed(db.ticket(), ErrorCode.STORE_FULL, "no space"));
        assertThat(desk.done(stop)).isTrue();
    }

    @Test
    void killStopsWhatTheCallerMayStop() {
        desk.running("web");
        desk.running(spec("mail", ANNA));
        long kill = desk.ask(new Caller(ANNA), new Change.Kill(false, Completion.UNTIL_DONE));
        desk.exits("mail", 0);
        assertThat(desk.done(kill)).isTrue();
        assertThat(desk.status("mail")).isEqualTo("stopped");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void killOfNothingFails() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        long kill = desk.ask(new Change.Kill(false, Completion.UNTIL_DONE));
        assertThat(desk.failure(kill).code()).isEqualTo(ErrorCode.NONE_RUNNING);
    }
}
