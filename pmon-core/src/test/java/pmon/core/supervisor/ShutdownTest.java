package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.Status;

class ShutdownTest {
    private static final Input CLOSE = new Input.CloseWanted(false);
    private static final Input LEAVE = new Input.CloseWanted(true);

    private final Desk desk = new Desk();

    @Test
    void closesEverythingAndFinishesWhenThatIsDurable() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.hear(CLOSE);
        assertThat(desk.signals()).containsExactly("TERM");
        desk.exits("web", 0);
        assertThat(finished()).isFalse();
        desk.commit();
        assertThat(finished()).isTrue();
        assertThat(desk.store.get(1).status()).isEqualTo(Status.CLOSED);
        assertThat(desk.store.get(1).goal()).isEqualTo(Goal.UP);
    }

    @Test
    void doesNotWaitForEverForWhatSigkillDoesNotEnd() {
        desk.running("web");
        desk.hear(CLOSE);
        for (int seconds = 0; seconds < 60 && !finished(); seconds++) {
            desk.now = desk.now.plus(Duration.ofSeconds(1));
            desk.hear(new Input.Tick());
        }
        assertThat(finished()).isTrue();
        assertThat(desk.process("web").problems()).singleElement().asString().contains("does not end");
        assertThat(desk.store.get(1).goal()).as("the next daemon takes it over").isEqualTo(Goal.UP);
    }

    @Test
    void killsWhatIsLeftWhenThereIsNoMoreTime() {
        desk.running("web");
        desk.hear(new Input.HurryWanted());
        assertThat(desk.signals()).as("nobody asked for the end").isEmpty();
        desk.hear(CLOSE);
        desk.hear(new Input.HurryWanted());
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
        desk.exits("web", 0);
        assertThat(finished()).isTrue();
    }

    @Test
    void finishesAtOnceWhenNothingLives() {
        desk.hear(CLOSE);
        assertThat(finished()).isTrue();
    }

    @Test
    void finishesOnce() {
        desk.hear(CLOSE);
        desk.hear(CLOSE);
        desk.hear(new Input.Tick());
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void finishesThoughNothingCanBeRecorded() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.hear(CLOSE);
        desk.exits("web", 0);
        desk.failCommit();
        assertThat(finished()).isTrue();
    }

    @Test
    void killsWhatDoesNotEndInTime() {
        desk.running("web");
        desk.hear(CLOSE);
        desk.pass(Duration.ofSeconds(10));
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
    }

    @Test
    void whatBacksOffOrIsQueuedComesBackLater() {
        desk.refuseNext("out of memory");
        desk.exec("web");
        desk.commitsAtOnce = false;
        desk.exec("db");
        desk.hear(CLOSE);
        desk.commit();
        assertThat(finished()).isTrue();
        assertThat(desk.spawned()).isOne();
        desk.commitsAtOnce = true;
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void whatEndedByItselfAndIsNotToBeRestartedDoesNotComeBack() {
        desk.running(once(spec("job")));
        desk.ends("job", new ExitStatus.Exited(0, desk.now.wall()), false);
        desk.hear(CLOSE);
        desk.treeEmpties("job");
        assertThat(desk.status("job")).isEqualTo("stopped");
        assertThat(finished()).isTrue();
    }

    @Test
    void whatIsBeingStoppedStaysStopped() {
        desk.running("web");
        long stop = desk.stop("web");
        desk.hear(CLOSE);
        desk.exits("web", 0);
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.store.get(1).status()).isEqualTo(Status.STOPPED);
        assertThat(finished()).isTrue();
    }

    @Test
    void answersWhoeverWaitsForAStart() {
        desk.running("web");
        long restart = desk.restart("web");
        desk.hear(CLOSE);
        assertThat(desk.failure(restart).message()).isEqualTo("the daemon is shutting down");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("closed");
    }

    @Test
    void refusesFurtherChanges() {
        desk.running("web");
        desk.hear(CLOSE);
        assertThat(desk.failure(desk.exec("db")).message()).isEqualTo("the daemon is shutting down");
    }

    @Test
    void leavesProgramsRunningForTheNextDaemon() {
        desk.running("web");
        desk.hear(LEAVE);
        assertThat(desk.signals()).isEmpty();
        assertThat(desk.all(Effect.Release.class)).hasSize(1);
        assertThat(finished()).isTrue();
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void whatALeftProgramDoesIsTheNextDaemonsToFindOut() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.exec("db");
        desk.hear(LEAVE);
        desk.exits("web", 1);
        assertThat(desk.spawned()).isOne();
        desk.commit();
        assertThat(desk.spawned()).isOne();
        assertThat(finished()).isTrue();
        desk.commitsAtOnce = true;
        desk.newDaemon();
        assertThat(desk.restarts("web")).isOne();
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void leavingAnswersWhoeverWaitsForAStop() {
        desk.running("web");
        long stop = desk.stop("web");
        desk.hear(LEAVE);
        assertThat(desk.failure(stop).message()).isEqualTo("the daemon is shutting down");
        assertThat(finished()).isTrue();
        desk.newDaemon();
        assertThat(desk.signals()).containsExactly("TERM");
    }

    @Test
    void leavingKillsTheRestOfATreeWhoseMainProcessIsGone() {
        desk.running("web");
        desk.stop("web");
        desk.ends("web", new ExitStatus.Exited(0, desk.now.wall()), false);
        desk.hear(LEAVE);
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
    }

    private boolean finished() {
        return !desk.all(Effect.Finish.class).isEmpty();
    }
}
