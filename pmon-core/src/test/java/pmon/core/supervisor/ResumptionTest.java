package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

/** What callers wait for while the daemon is replaced: they are told to ask again, and do so by the same token. */
class ResumptionTest {
    private static final Completion ASKED = new Completion(true, null, "one-of-its-kind");
    private static final Caller ANNA = new Caller(Specs.ANNA);

    private final Desk desk = new Desk();

    @Test
    void restartsOnceWhereTheOldProcessStillEnds() {
        desk.running("web");
        Change restart = restart("web");
        long first = desk.ask(restart);
        upgrade();
        assertThat(desk.failure(first).code()).isEqualTo(ErrorCode.UPGRADING);
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("restarting");
        long again = desk.ask(restart);
        desk.isKilled("web");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(again)).isTrue();
        assertThat(desk.spawned()).isOne();
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void restartsOnceWhereTheNewProcessRunsAlready() {
        desk.running("web");
        Change restart = restart("web");
        desk.ask(restart);
        desk.isKilled("web");
        assertThat(desk.status("web")).isEqualTo("running");
        upgrade();
        desk.newDaemon();
        long again = desk.ask(restart);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(again)).isTrue();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void restartsWhatHadToWaitForItsDependents() {
        desk.running("db");
        desk.running(Specs.after(spec("web"), "db"));
        Change restart = restart("db", "web");
        desk.ask(restart);
        upgrade();
        desk.newDaemon();
        long again = desk.ask(restart);
        desk.isKilled("web");
        desk.isKilled("db");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.reply(again)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.spawnOrder()).containsExactlyInAnyOrder("db", "web");
    }

    @Test
    void doesNotRefuseWhatItWasToStart() {
        Change exec = new Change.Exec(spec("web"), false, ASKED);
        desk.ask(exec);
        upgrade();
        desk.newDaemon();
        long again = desk.ask(exec);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(again)).isTrue();
    }

    @Test
    void tellsOfAnEndThatNobodySaw() {
        Change exec = new Change.Exec(once(spec("job")), false, ASKED);
        desk.ask(exec);
        upgrade();
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.failure(desk.ask(exec)).code()).isEqualTo(ErrorCode.START_FAILED);
    }

    @Test
    void saysThatSomebodyElseHasDeletedWhatWasToStart() {
        desk.running("web");
        Change restart = restart("web");
        desk.ask(restart);
        upgrade();
        desk.newDaemon();
        desk.delete("web");
        desk.isKilled("web");
        Outcome.Failed failure = desk.failure(desk.ask(restart));
        assertThat(failure.message()).isEqualTo("another request has deleted web meanwhile");
    }

    @Test
    void leavesStoppedWhatSomebodyElseHasStopped() {
        long again = restartInterruptedBy(() -> desk.stop("db"));
        assertThat(desk.failure(again).message()).isEqualTo("another request has stopped db meanwhile");
        assertThat(desk.status("db")).isEqualTo("stopped");
    }

    @Test
    void doesNotStartWhatSomebodyElseDeletes() {
        long again = restartInterruptedBy(() -> desk.delete("db"));
        assertThat(desk.failure(again).message()).isEqualTo("another request has stopped db meanwhile");
        assertThat(desk.spawnOrder()).doesNotContain("db");
    }

    /** A restart of a program whose end waits for what depends on it, asked for again after something else has been. */
    private long restartInterruptedBy(Runnable other) {
        desk.running("db");
        desk.running(Specs.after(spec("web"), "db"));
        Change restart = restart("db", "web");
        desk.ask(restart);
        upgrade();
        desk.newDaemon();
        other.run();
        long again = desk.ask(restart);
        desk.isKilled("web");
        desk.isKilled("db");
        desk.pass(Duration.ofSeconds(1));
        return again;
    }

    @Test
    void findsDoneWhatWasDeletedMeanwhile() {
        desk.running("web");
        Change delete = new Change.Delete(Targets.of("web"), false, false, ASKED);
        desk.ask(delete);
        upgrade();
        desk.alive.clear();
        desk.newDaemon();
        Outcome outcome = desk.reply(desk.ask(delete));
        assertThat(((Outcome.Done) outcome).affected())
                .extracting(ProcessSnapshot::name)
                .containsExactly("web");
    }

    @Test
    void waitsOnForAStop() {
        desk.running("web");
        Change stop = new Change.Stop(Targets.of("web"), false, ASKED);
        desk.ask(stop);
        upgrade();
        desk.newDaemon();
        long again = desk.ask(stop);
        assertThat(desk.reply(again)).isNull();
        desk.isKilled("web");
        assertThat(desk.done(again)).isTrue();
    }

    @Test
    void remembersAcrossTwoUpgrades() {
        desk.running("web");
        Change restart = restart("web");
        desk.ask(restart);
        desk.isKilled("web");
        upgrade();
        desk.newDaemon();
        upgrade();
        desk.newDaemon();
        desk.ask(restart);
        assertThat(desk.restarts("web")).isOne();
        upgrade();
        desk.newDaemon();
        long again = desk.ask(restart);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(again)).isTrue();
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void takesATokenFromItsOwnUserOnly() {
        desk.running("web");
        desk.ask(restart("web"));
        upgrade();
        desk.newDaemon();
        assertThat(desk.failure(desk.ask(ANNA, restart("web"))).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }

    @Test
    void forgetsWhatWasAskedAgain() {
        desk.running("web");
        desk.ask(restart("web"));
        desk.isKilled("web");
        upgrade();
        desk.newDaemon();
        desk.ask(restart("web"));
        desk.ask(restart("web"));
        assertThat(desk.restarts("web")).isEqualTo(2);
        assertThat(desk.unfinished).isEmpty();
    }

    @Test
    void endsARestartThatNobodyWaitsForAfterItsDaemonDied() {
        desk.running(once(spec("job")));
        long restart =
                desk.ask(new Change.Restart(Targets.of("job"), Change.Patch.NONE, true, new Completion(false, null)));
        assertThat(desk.done(restart)).isTrue();
        desk.newDaemon();
        assertThat(desk.status("job")).isEqualTo("restarting");
        desk.isKilled("job");
        assertThat(desk.status("job")).isEqualTo("running");
        assertThat(desk.spawned()).isOne();
    }

    @Test
    void startsAgainWhatDiedWithItsDaemonInTheMiddleOfARestart() {
        desk.running(once(spec("job")));
        desk.ask(new Change.Restart(Targets.of("job"), Change.Patch.NONE, true, new Completion(false, null)));
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.status("job")).isEqualTo("running");
        assertThat(desk.restarts("job")).isOne();
    }

    private static Change restart(String... names) {
        return new Change.Restart(Targets.of(names), Change.Patch.NONE, true, ASKED);
    }

    private void upgrade() {
        desk.hear(new Input.CloseWanted(true, true));
    }
}
