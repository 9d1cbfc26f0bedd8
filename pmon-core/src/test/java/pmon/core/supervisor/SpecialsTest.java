package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;

class SpecialsTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void programs() {
        desk.configured(
                Specs.spec("db"),
                Specs.after(Specs.spec("web"), "db"),
                Specs.run("renew", new Occasion.OnSignal(Signal.HUP, true, false)),
                Specs.run("dump", new Occasion.OnSignal(Signal.USR1, false, false)),
                Specs.run("last", new Occasion.OnSignal(Signal.INT, false, true)),
                Specs.run("tick", new Occasion.Every(Duration.ofSeconds(17), Missed.SKIP)));
    }

    @Test
    void aSignalIsClaimedByTheTaskThatIsArmedForIt() {
        assertThat(desk.supervisor.snapshot().claims(Signal.USR1)).isTrue();
        assertThat(desk.supervisor.snapshot().claims(Signal.TERM)).isFalse();
        desk.stop("dump");
        assertThat(desk.supervisor.snapshot().claims(Signal.USR1)).isFalse();
    }

    @Test
    void itsTaskIsRunBesideTheOthers() {
        desk.hear(new Input.Signalled(Signal.USR1));
        assertThat(desk.spawnOrder()).containsExactly("db", "web", "dump");
        assertThat(desk.explanation("dump")).startsWith("running");
        desk.exits("dump", 0);
        assertThat(desk.explanation("dump"))
                .isEqualTo("stopped: ended with exit code 0, no restart wanted; run for SIGUSR1");
    }

    @Test
    void asMuchAsItRunsASignalIsLeftOut() {
        desk.hear(new Input.Signalled(Signal.USR1));
        desk.hear(new Input.Signalled(Signal.USR1));
        assertThat(desk.spawnOrder()).containsExactly("db", "web", "dump");
        assertThat(desk.events("dump")).contains(ProcessEvent.Type.SKIPPED);
    }

    @Test
    void withShutdownItHasAllOthersToItself() {
        desk.hear(new Input.Signalled(Signal.HUP));
        assertThat(desk.spawnOrder()).doesNotContain("renew");
        desk.exits("web", 0);
        assertThat(desk.process("db").explanation()).contains("stopped for renew");
        desk.exits("db", 0);
        assertThat(desk.spawnOrder()).endsWith("renew");
        assertThat(desk.status("db")).isEqualTo("closed");
        desk.exits("renew", 0);
        assertThat(desk.spawnOrder()).containsExactly("db", "web", "renew", "db", "web");
        assertThat(desk.process("db").record().goal()).isEqualTo(Goal.UP);
        assertThat(desk.restarts("db")).isZero();
    }

    @Test
    void theOthersComeBackThoughItFailed() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.exits("renew", 1);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void whatWasClosedBeforeItWasOnRecordDoesNotStartUntilItIs() {
        desk.commitsAtOnce = false;
        desk.exec("mail");
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.failCommit();
        assertThat(desk.spawnOrder()).doesNotContain("mail");
        desk.commit();
        assertThat(desk.status("renew")).isNotEqualTo("running");
    }

    @Test
    void theDaemonEndsWithItsLastTaskThoughThatIsToBeRunForAnother() {
        desk.hear(new Input.Signalled(Signal.INT));
        desk.exec(Specs.behind("app", "last"));
        desk.exits("last", 0);
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
        assertThat(desk.spawnOrder()).containsOnlyOnce("last");
    }

    @Test
    void oneThatSomebodyStopsBeforeItsTurnIsNotRun() {
        long run = desk.runTask("renew");
        long stop = desk.stop("renew");
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.spawnOrder()).doesNotContain("renew");
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.process("renew").record().goal()).isEqualTo(Goal.DOWN);
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.failure(run).message()).isEqualTo("task renew was stopped by root");
    }

    @Test
    void theOthersComeBackWhereItWaitsInVain() {
        Desk other = failedCheck(new Occasion.OnSignal(Signal.HUP, true, false));
        other.hear(new Input.Signalled(Signal.HUP));
        other.exits("db", 0);
        assertThat(other.status("renew")).isEqualTo("failed");
        assertThat(other.explanation("renew")).contains("it waits for check, which is failed: exit code 1");
        assertThat(other.status("db")).isEqualTo("running");
    }

    @Test
    void theDaemonEndsThoughItsLastTaskWaitsInVain() {
        Desk other = failedCheck(new Occasion.OnSignal(Signal.INT, false, true));
        other.hear(new Input.Signalled(Signal.INT));
        other.exits("db", 0);
        assertThat(other.all(Effect.Finish.class)).hasSize(1);
    }

    private static Desk failedCheck(Occasion occasion) {
        Desk other = new Desk();
        RunSettings task = new RunSettings(RunSettings.Type.TASK, List.of(), null);
        other.configured(
                Specs.spec("db"), Specs.run("check", task), Specs.after(Specs.run("renew", occasion), "check"));
        other.runTask("check");
        other.exits("check", 1);
        return other;
    }

    @Test
    void oneThatSomebodyRestartsMeanwhileDoesNotHoldItUp() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.ask(new Change.Restart(Targets.of("web"), Change.Patch.NONE, true, true, Completion.UNTIL_DONE));
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.status("renew"))
                .as("explanation: " + desk.explanation("renew"))
                .isEqualTo("running");
        desk.exits("renew", 0);
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void oneThatDependsOnItAndIsRestartedMeanwhileWaitsForIt() {
        desk.commitsAtOnce = false;
        desk.exec(Specs.after(Specs.spec("mail"), "renew"));
        desk.commit();
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.ask(new Change.Restart(Targets.of("mail"), Change.Patch.NONE, true, true, Completion.UNTIL_DONE));
        desk.exits("mail", 0);
        desk.commit();
        assertThat(desk.status("mail")).isEqualTo("queued");
        desk.exits("renew", 0);
        assertThat(desk.spawnOrder()).containsSubsequence("renew", "mail");
    }

    @Test
    void theOthersComeBackWhereSomebodyMakesAServiceOfIt() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.ask(new Change.Exec(Specs.spec("renew"), true, Completion.UNTIL_DONE));
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(List.of("db", "web", "renew"))
                .allMatch(name -> desk.status(name).equals("running"));
    }

    @Test
    void theDaemonStaysWhereSomebodyMakesAServiceOfItsLastTask() {
        desk.hear(new Input.Signalled(Signal.INT));
        desk.ask(new Change.Exec(Specs.spec("last"), true, Completion.UNTIL_DONE));
        desk.exits("last", 0);
        desk.stop("last");
        desk.exits("last", 0);
        assertThat(desk.all(Effect.Finish.class)).isEmpty();
        assertThat(desk.process("last").record().last()).isFalse();
    }

    @Test
    void oneThatSomebodyStopsMeanwhileStaysStopped() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.stop("web");
        desk.exits("renew", 0);
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void whatFallsDueMeanwhileIsLeftOut() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.pass(Duration.ofSeconds(20));
        assertThat(desk.spawnOrder()).doesNotContain("tick");
        assertThat(desk.events("tick")).contains(ProcessEvent.Type.SKIPPED);
    }

    @Test
    void aDaemonThatDiesMeanwhileIsFollowedByOneThatStartsThemAgain() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.exits("web", 0);
        desk.exits("db", 0);
        desk.newDaemon();
        assertThat(desk.spawnOrder()).containsExactly("db", "web");
        assertThat(desk.status("renew")).isEqualTo("running");
    }

    @Test
    void withTerminateItIsTheDaemonsLast() {
        desk.hear(new Input.Signalled(Signal.INT));
        assertThat(desk.status("web")).isEqualTo("running");
        desk.exits("last", 0);
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void askingForTheEndTwiceDoesNotWaitForIt() {
        desk.hear(new Input.Signalled(Signal.INT));
        desk.hear(new Input.Signalled(Signal.INT));
        desk.exits("last", 143);
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void theNextDaemonEndsWithItWhereTheFirstDiesMeanwhile() {
        desk.hear(new Input.Signalled(Signal.INT));
        desk.newDaemon();
        assertThat(desk.status("last")).isEqualTo("running");
        desk.newDaemon();
        desk.exits("last", 1);
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void theNextDaemonStaysWhereItHasEndedMeanwhile() {
        desk.hear(new Input.Signalled(Signal.INT));
        desk.alive.remove(desk.key("last"));
        desk.newDaemon();
        assertThat(desk.status("last")).isEqualTo("failed");
        assertThat(desk.status("web")).isEqualTo("running");
        desk.runTask("last");
        desk.newDaemon();
        desk.exits("last", 0);
        assertThat(desk.status("web")).as("nobody asked for the end any more").isEqualTo("running");
    }

    @Test
    void theNextDaemonBeginsItWhereTheFirstDiesBefore() {
        desk.commitsAtOnce = false;
        desk.hear(new Input.Signalled(Signal.INT));
        desk.commitUnheard();
        desk.newDaemon();
        desk.commitsAtOnce = true;
        desk.commit();
        assertThat(desk.spawnOrder()).endsWith("last");
        desk.exits("last", 0);
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void oneAfterTheOtherHasTheOthersToItself() {
        desk.hear(new Input.Signalled(Signal.HUP));
        desk.hear(new Input.Signalled(Signal.INT));
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.status("last")).isEqualTo("stopped");
        desk.exits("renew", 0);
        assertThat(desk.status("last")).isEqualTo("running");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void somebodyWhoAsksForItGetsTheSameButNotTheEnd() {
        long renew = desk.runTask("renew");
        desk.exits("web", 0);
        desk.exits("db", 0);
        assertThat(desk.reply(renew)).isNull();
        desk.exits("renew", 0);
        assertThat(desk.done(renew)).isTrue();
        assertThat(desk.status("web")).isEqualTo("running");
        desk.runTask("last");
        desk.exits("last", 0);
        assertThat(desk.all(Effect.Finish.class)).isEmpty();
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void whoeverMayNotStopAllTheOthersMayNotAskForIt() {
        desk.ask(new Change.Exec(
                Specs.spec("mine", Specs.ANNA)
                        .withTask(Specs.run("x", new Occasion.OnSignal(Signal.USR2, true, false))
                                .task()),
                false,
                pmon.api.protocol.Completion.UNTIL_DONE));
        desk.exits("mine", 0);
        long refused = desk.runTask(new Caller(Specs.ANNA), "mine");
        assertThat(desk.failure(refused).code()).isEqualTo(ErrorCode.NOT_PERMITTED);
    }
}
