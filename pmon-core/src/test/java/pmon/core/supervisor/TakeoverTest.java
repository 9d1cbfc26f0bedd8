package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.time.Moment;

class TakeoverTest {
    private final Desk desk = new Desk();

    @Test
    void takesOverWhatRuns() {
        desk.running("web");
        ProcessIdentity main = desk.process("web").main();
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.process("web").main()).isEqualTo(main);
        assertThat(desk.spawned()).isZero();
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void goesOnCountingWhatEndsTooSoon() {
        desk.exec("web");
        for (int life = 0; life < 6; life++) {
            desk.exits("web", 1);
            while (desk.status("web").equals("backoff")) {
                desk.pass(Duration.ofMillis(100));
            }
        }
        desk.exits("web", 1);
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        desk.exits("web", 1);
        assertThat(desk.process("web").explanation()).endsWith("after 8 exits with code 1 in 3.1 s");
        desk.pass(Duration.ofSeconds(6));
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void restartsWhatEndedUnseenOnceThatIsDurable() {
        desk.running("web");
        desk.alive.clear();
        desk.commitsAtOnce = false;
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.commit();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.restarts("web")).isOne();
        assertThat(desk.process("web").record().exit()).isInstanceOf(ExitStatus.Unknown.class);
    }

    @Test
    void tellsOfAnUnseenEnd() {
        desk.running("web");
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.all(Effect.Append.class).getFirst().entries())
                .filteredOn(Entry.Happened.class::isInstance)
                .extracting(entry -> ((Entry.Happened) entry).event().type())
                .containsExactly(ProcessEvent.Type.EXITED);
    }

    @Test
    void startsEvenWhereThatCannotBeRecorded() {
        desk.running("web");
        desk.alive.clear();
        desk.commitsAtOnce = false;
        desk.newDaemon();
        desk.failCommit();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void failsWhatEndedUnseenAndIsNotToBeRestarted() {
        desk.running(once(spec("job")));
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.status("job")).isEqualTo("failed");
        assertThat(desk.process("job").explanation()).contains("how is unknown");
    }

    @Test
    void amendsAnEndThatTheKernelTellsOfLater() {
        desk.running("web");
        desk.alive.clear();
        desk.newDaemon();
        desk.hear(new Input.ExitLearned(new ChildKey(1, 1), new ExitStatus.Exited(3, Instant.EPOCH)));
        assertThat(desk.process("web").record().exit()).isEqualTo(new ExitStatus.Exited(3, Instant.EPOCH));
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.restarts("web")).isOne();
        assertThat(desk.store.get(1).exit()).isEqualTo(new ExitStatus.Exited(3, Instant.EPOCH));
    }

    @Test
    void aFailureForWantOfKnowledgeIsNoneOnceSuccessIsLearned() {
        desk.running(once(spec("job")));
        desk.alive.clear();
        desk.newDaemon();
        desk.hear(new Input.ExitLearned(new ChildKey(1, 1), new ExitStatus.Exited(0, Instant.EPOCH)));
        assertThat(desk.status("job")).isEqualTo("stopped");
    }

    @Test
    void whoeverWaitsForASuccessGoesOnOnceItIsLearned() {
        desk.running(once(spec("migrate")));
        DependencyTerms terms = new DependencyTerms(Condition.COMPLETED_SUCCESSFULLY, OnFailure.IGNORE);
        TaskSettings task = new TaskSettings(List.of(), null, Map.of("migrate", terms));
        desk.exec(Specs.after(spec("web"), "migrate").withTask(task));
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.hear(new Input.ExitLearned(new ChildKey(1, 1), new ExitStatus.Exited(0, Instant.EPOCH)));
        assertThat(desk.explanation("migrate")).isEqualTo("stopped: ended with exit code 0, no restart wanted");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void anEndThatIsKnownIsNotAmended() {
        desk.running(once(spec("job")));
        desk.exits("job", 4);
        desk.hear(new Input.ExitLearned(new ChildKey(1, 1), new ExitStatus.Exited(0, Instant.EPOCH)));
        assertThat(desk.status("job")).isEqualTo("failed");
    }

    @Test
    void aFailureThatCannotBeRecordedStaysOne() {
        desk.running(once(spec("job")));
        desk.alive.clear();
        desk.commitsAtOnce = false;
        desk.newDaemon();
        desk.failCommit();
        assertThat(desk.process("job").record().goal()).isEqualTo(Goal.DOWN);
        desk.start("job");
        desk.commit();
        assertThat(desk.status("job")).isEqualTo("running");
    }

    @Test
    void findsARestartThatWasNeverRecorded() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.exits("web", 1);
        ProcessIdentity unrecorded = desk.process("web").main();
        desk.newDaemon();
        assertThat(desk.process("web").main()).isEqualTo(unrecorded);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void findsAnInstanceWhoseSpawnIsRecordedAndWhosePidIsNot() {
        desk.running("web");
        desk.commitsAtOnce = false;
        desk.exits("web", 1);
        ProcessIdentity unrecorded = desk.process("web").main();
        // Of the two appends, that of the spawn and that of its answer, only the first is durable.
        while (desk.appended.size() > 1) {
            desk.appended.removeLast();
        }
        desk.commit();
        assertThat(desk.store.get(1).generation()).isEqualTo(2);
        desk.newDaemon();
        assertThat(desk.process("web").main()).isEqualTo(unrecorded);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void findsAnInstanceThatIsFarAheadOfItsRecord() {
        desk.running("web");
        desk.commitsAtOnce = false;
        for (int life = 0; life < 6; life++) {
            desk.exits("web", 1);
            desk.pass(Duration.ofSeconds(2));
        }
        ProcessIdentity newest = desk.process("web").main();
        desk.newDaemon();
        assertThat(desk.process("web").main()).isEqualTo(newest);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void findsAnInstanceOfADaemonThatDiedWhileTakingOver() {
        desk.running("web");
        desk.hear(new Input.CloseWanted(false));
        desk.exits("web", 0);
        desk.commitsAtOnce = false;
        desk.newDaemon();
        desk.failCommit();
        ProcessIdentity unrecorded = desk.process("web").main();
        assertThat(unrecorded).isNotNull();
        desk.newDaemon();
        assertThat(desk.process("web").main()).isEqualTo(unrecorded);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void startsWhatTheDaemonClosedWithoutCountingIt() {
        desk.running("web");
        desk.hear(new Input.CloseWanted(false));
        desk.exits("web", 0);
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void startsWhatRanBeforeTheMachineWasBooted() {
        desk.running(once(spec("web")));
        desk.alive.clear();
        desk.newDaemon("boot-2");
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void leavesAloneWhatIsAtRest() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.exec(once(spec("job")));
        desk.exits("job", 1);
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.status("job")).isEqualTo("failed");
        assertThat(desk.effects).isEmpty();
    }

    @Test
    void stopsWhatWasToBeStopped() {
        desk.running("web");
        desk.stop("web");
        desk.newDaemon();
        assertThat(desk.signals()).containsExactly("TERM");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("stopped");
    }

    @Test
    void restsWhatWasToBeStoppedAndIsGone() {
        desk.running("web");
        desk.stop("web");
        desk.alive.clear();
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("stopped");
    }

    @Test
    void startsWhatWasQueued() {
        desk.exec("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.commitsAtOnce = false;
        desk.start("web");
        // The record is durable, and the daemon dies before it hears so.
        Effect.Append queued = desk.appended.getLast();
        desk.store.put(1, ((Entry.Put) queued.entries().getFirst()).record());
        desk.commitsAtOnce = true;
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aLifeThatBeganUnderAnEarlierDaemonCountsInFull() {
        desk.running("web");
        desk.newDaemon();
        for (int death = 0; death < 2; death++) {
            desk.isKilled("web");
        }
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aClockSetBackMeanwhileDoesNotMakeLivesNegative() {
        desk.running("web");
        desk.now = new Moment(Instant.parse("1970-01-01T00:00:00Z"), 1);
        desk.newDaemon();
        assertThat(desk.process("web").startedAt()).isEqualTo(desk.now.wall());
        desk.now = desk.now.plus(Duration.ofSeconds(2));
        desk.isKilled("web");
        desk.isKilled("web");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aBystanderWithTheSamePidIsNotTouched() {
        desk.running("web");
        ProcessIdentity main = desk.process("web").main();
        desk.alive.clear();
        desk.alive.put(new ChildKey(99, 1), new ProcessIdentity(main.pid(), main.startTicks() + 1, Desk.BOOT));
        desk.newDaemon();
        assertThat(desk.process("web").main()).isNotEqualTo(desk.alive.get(new ChildKey(99, 1)));
        assertThat(desk.signals()).isEmpty();
    }
}
