package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.Goal;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;

/** What goes along with what it depends on, and how. */
final class CascadeTest {
    private static final MonitorSpec ALIVE = new MonitorSpec("http", Role.ALIVE, new Check.Single("http", Map.of()));

    private final Desk desk = new Desk();

    @BeforeEach
    void startAll() {
        desk.runningFive();
    }

    @Test
    void whatDependsOnADeadOneEndsDeepestFirstAndAllComeBackInOrder() {
        desk.isKilled("B");
        assertThat(desk.status("B")).as("it waits for its subtree").isEqualTo("queued");
        assertThat(desk.process("B").explanation()).isEqualTo("queued: waiting for what depends on it to end: SIGKILL");
        assertThat(desk.signalledNames()).as("D is needed by E").containsExactly("E", "C");
        desk.exits("C", 0);
        desk.exits("E", 0);
        assertThat(desk.signalledNames()).containsExactly("E", "C", "D");
        assertThat(desk.spawned()).isZero();
        desk.exits("D", 0);
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
        assertThat(desk.status("A")).isEqualTo("running");
        assertThat(desk.restarts("A")).isZero();
        assertThat(List.of("B", "C", "D", "E")).allMatch(name -> desk.restarts(name) == 1);
    }

    @Test
    void oneThatLetItsDependentEndFirstStartsOnceThatIsRemoved() {
        desk.running(Specs.wanting("web", OnFailure.RESTART, "new"));
        desk.delete("web");
        long held = desk.exec(Specs.spec("new"));
        assertThat(desk.status("new")).isEqualTo("queued");
        desk.exits("web", 0);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(held)).isTrue();
    }

    @Test
    void aDelayThatIsOverIsTold() {
        desk.refuseNext("no memory");
        desk.isKilled("B");
        for (String name : List.of("C", "E", "D")) {
            desk.exits(name, 0);
        }
        assertThat(desk.status("B")).isEqualTo("backoff");
        desk.pass(Duration.ofMillis(100));
        assertThat(desk.events("B")).contains(ProcessEvent.Type.QUEUED);
        assertThat(desk.status("B")).isEqualTo("running");
    }

    @Test
    void aStormIsOneRestart() {
        desk.isKilled("B");
        desk.isKilled("E");
        desk.isKilled("D");
        desk.isKilled("C");
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
        assertThat(List.of("B", "C", "D", "E")).allMatch(name -> desk.restarts(name) == 1);
    }

    @Test
    void oneThatDiesAsItsSubtreeComesBackTakesItAlongAgain() {
        desk.isKilled("D");
        desk.exits("E", 0);
        assertThat(desk.spawnOrder()).containsExactly("D", "E");
        desk.isKilled("B");
        desk.exits("C", 0);
        desk.exits("E", 0);
        desk.exits("D", 0);
        assertThat(desk.spawnOrder()).containsExactly("D", "E", "B", "C", "D", "E");
    }

    @Test
    void theSubtreeOfAnUnhealthyOneIsRestarted() {
        ProcessSpec db = Specs.spec("db").withTask(new TaskSettings(List.of(ALIVE), null, Map.of()));
        desk.running(db);
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        for (int time = 0; time < 3; time++) {
            desk.fails("db", "answered 503");
            desk.pass(time == 2 ? Duration.ZERO : Duration.ofSeconds(10));
        }
        assertThat(desk.signalled()).containsExactly(desk.key("app").process());
        assertThat(desk.process("db").explanation()).contains("unhealthy: ", "to be ended once what depends on it");
        desk.exits("app", 0);
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.signalled())
                .containsExactly(desk.key("app").process(), desk.key("db").process());
        desk.exits("db", 0);
        assertThat(desk.status("db")).isEqualTo("running");
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.process("app").record().restartCount()).isEqualTo(1);
    }

    @Test
    void whatIsCountedOfOneThatIsBeingRestartedIsNotForgottenWhenItIsTakenAlong() {
        desk.exec(Specs.wanting("F", OnFailure.RESTART, "E"));
        desk.isKilled("E");
        desk.exits("F", 0);
        desk.isKilled("E");
        assertThat(desk.status("E")).isEqualTo("queued");
        assertThat(desk.process("E").record().shortLives().count()).isOne();
        desk.isKilled("D");
        desk.exits("F", 0);
        assertThat(desk.status("E")).isEqualTo("running");
        assertThat(desk.process("E").record().shortLives().count()).isOne();
    }

    @Test
    void itWaitsForADelayedRestart() {
        desk.refuseNext("/bin/B: text file busy");
        desk.isKilled("B");
        desk.exits("C", 0);
        desk.exits("E", 0);
        desk.exits("D", 0);
        assertThat(desk.status("B")).isEqualTo("backoff");
        assertThat(desk.status("C")).isEqualTo("queued");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.status("B")).isEqualTo("running");
        assertThat(desk.status("E")).isEqualTo("running");
    }

    @Test
    void isNotStartedWithoutOneThatStaysDown() {
        desk.running(Specs.once(Specs.spec("db")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        desk.isKilled("db");
        desk.exits("app", 0);
        assertThat(desk.status("db")).isEqualTo("failed");
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.process("app").explanation())
                .contains("waiting for db (failed: ")
                .endsWith("to run");
        desk.start("db");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void startsWithoutItWhereSomebodyAsks() {
        desk.running(Specs.once(Specs.spec("db")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        desk.isKilled("db");
        desk.exits("app", 0);
        desk.start("app");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void oneThatWantsToBeStoppedStaysDown() {
        desk.running(Specs.wanting("F", OnFailure.STOP, "E"));
        desk.running(Specs.wanting("G", OnFailure.RESTART, "F"));
        desk.isKilled("E");
        desk.exits("G", 0);
        assertThat(desk.status("E")).isEqualTo("queued");
        desk.exits("F", 0);
        assertThat(desk.status("E")).isEqualTo("running");
        assertThat(desk.status("F")).isEqualTo("stopped");
        assertThat(desk.process("F").explanation()).startsWith("stopped because E ended with ");
        assertThat(desk.status("G")).isEqualTo("stopped");
    }

    @Test
    void oneThatFailsForWhatGoesAlongIsNotRestarted() {
        MonitorSpec ready = new MonitorSpec("http", Role.READY, new Check.Single("http", Map.of()));
        desk.exec(Specs.once(Specs.spec("web")).withTask(new TaskSettings(List.of(ready), null, Map.of())));
        desk.exec(Specs.once(Specs.wanting("first", OnFailure.STOP, "web")));
        RunSettings behindFirst = new RunSettings(RunSettings.Type.SERVICE, List.of("first"), null);
        Map<String, DependencyTerms> terms = Map.of("web", new DependencyTerms(Condition.STARTED, OnFailure.RESTART));
        desk.exec(Specs.once(Specs.after(Specs.spec("db"), "web"))
                .withTask(new TaskSettings(List.of(), null, terms, behindFirst)));
        desk.exits("web", 1);
        assertThat(desk.status("db")).isEqualTo("failed");
        assertThat(desk.process("db").record().goal()).isEqualTo(Goal.DOWN);
    }

    @Test
    void oneThatIsRestartedIsWantedThoughWhatIsRunFirstGoesAlong() {
        desk.running("web");
        TaskSettings first = new TaskSettings(
                List.of(),
                null,
                Specs.wanting("first", OnFailure.STOP, "web").task().terms(),
                new RunSettings(RunSettings.Type.TASK, List.of(), null));
        desk.exec(Specs.once(Specs.after(Specs.spec("first"), "web", "slow")).withTask(first));
        desk.exits("first", 0);
        MonitorSpec ready = new MonitorSpec("http", Role.READY, new Check.Single("http", Map.of()));
        desk.exec(Specs.spec("slow").withTask(new TaskSettings(List.of(ready), null, Map.of())));
        desk.exec(Specs.once(Specs.behind("db", "first")));
        assertThat(desk.status("first")).isEqualTo("queued");
        desk.startAll("web", "db");
        assertThat(desk.process("db").record().goal()).isEqualTo(Goal.UP);
    }

    @Test
    void aPlainDependencyTakesNobodyAlong() {
        desk.running(Specs.after(Specs.spec("plain"), "A"));
        desk.exits("E", 1);
        assertThat(desk.spawnOrder()).endsWith("E");
        desk.running(Specs.wanting("ignoring", OnFailure.IGNORE, "E"));
        int signals = desk.signals().size();
        desk.isKilled("E");
        assertThat(desk.signals()).hasSize(signals);
        assertThat(desk.status("E")).isEqualTo("running");
    }

    @Test
    void oneThatHasDoneItsWorkTakesNobodyAlong() {
        desk.running(Specs.once(Specs.spec("migrate")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "migrate"));
        desk.exits("migrate", 0);
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void aStopThatIsForcedStartsNothing() {
        desk.commitsAtOnce = false;
        desk.exec("new");
        desk.exec(Specs.wanting("needy", OnFailure.RESTART, "new"));
        desk.ask(new Change.Kill(true, Completion.UNTIL_DONE));
        desk.commit();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.status("new")).isEqualTo("stopped");
    }

    @Test
    void completedSuccessfullyHoldsOnceItEndedWell() {
        desk.running(Specs.once(Specs.spec("migrate")));
        long app = desk.exec(Specs.wanting("app", Condition.COMPLETED_SUCCESSFULLY, "migrate"));
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.process("app").explanation())
                .isEqualTo("queued: waiting for migrate (running: started) to end well");
        desk.exits("migrate", 0);
        assertThat(desk.status("app")).isEqualTo("running");
        desk.pass(Defaults.STANDARD.startGrace());
        assertThat(desk.done(app)).isTrue();
    }

    @Test
    void completedSuccessfullyNeverHoldsOnceItFailed() {
        desk.running(Specs.once(Specs.spec("migrate")));
        long app = desk.exec(Specs.wanting("app", Condition.COMPLETED_SUCCESSFULLY, "migrate"));
        desk.exits("migrate", 1);
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.failure(app).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.failure(app).message()).contains("cannot start app: it waits for migrate, which is failed");
        assertThat(desk.process("app").problems())
                .containsExactly("waits for migrate to end well, which has failed: exit code 1; start migrate again");
        desk.start("migrate");
        desk.exits("migrate", 0);
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.process("app").problems()).isEmpty();
    }

    @Test
    void healthyHoldsOnceEveryMonitorIsContent() {
        desk.exec(Specs.spec("db").withTask(new TaskSettings(List.of(ALIVE), null, Map.of())));
        desk.exec(Specs.wanting("app", Condition.HEALTHY, "db"));
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.passes("db");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void whatSomebodyStopsTakesItsSubtreeAlongDeepestFirst() {
        long stop = desk.stop("B");
        desk.exits("C", 0);
        assertThat(desk.signalled())
                .doesNotContain(desk.key("B").process(), desk.key("D").process());
        desk.exits("E", 0);
        desk.exits("D", 0);
        assertThat(desk.reply(stop)).isNull();
        desk.exits("B", 0);
        assertThat(desk.done(stop)).isTrue();
        assertThat(List.of("B", "C", "D", "E"))
                .allMatch(name -> desk.status(name).equals("stopped"));
        assertThat(desk.status("A")).isEqualTo("running");
        assertThat(desk.process("E").explanation()).isEqualTo("stopped with B by root");
    }

    @Test
    void whatSomebodyRestartsTakesItsSubtreeAlong() {
        long restart = desk.restart("B");
        desk.exits("C", 0);
        desk.exits("E", 0);
        desk.exits("D", 0);
        assertThat(desk.spawnOrder()).isEmpty();
        desk.exits("B", 0);
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(restart)).isTrue();
        assertThat(List.of("B", "C", "D", "E")).allMatch(name -> desk.restarts(name) == 1);
    }

    @Test
    void onlyTheOneThatIsNamedWhereSomebodySaysSo() {
        desk.ask(new Change.Restart(Targets.of("B"), Change.Patch.NONE, true, true, Completion.UNTIL_DONE));
        desk.exits("B", 0);
        assertThat(desk.spawnOrder()).containsExactly("B");
        desk.ask(new Change.Stop(Targets.of("B"), false, true, Completion.UNTIL_DONE));
        desk.exits("B", 0);
        assertThat(desk.status("B")).isEqualTo("stopped");
        assertThat(desk.status("C")).isEqualTo("running");
    }

    @Test
    void resetOfOneThatWaitsLetsItsSubtreeEndFirst() {
        for (int time = 0; time < 2; time++) {
            desk.isKilled("B");
            subtreeEnds();
        }
        desk.isKilled("B");
        assertThat(desk.status("B")).isEqualTo("backoff");
        int before = desk.spawned();
        desk.ask(new Change.Reset(Targets.of("B"), Completion.UNTIL_DONE));
        assertThat(desk.spawned()).isEqualTo(before);
        subtreeEnds();
        assertThat(desk.status("B")).isEqualTo("running");
        assertThat(desk.status("E")).isEqualTo("running");
    }

    private void subtreeEnds() {
        desk.exits("C", 0);
        desk.exits("E", 0);
        desk.exits("D", 0);
    }

    @Test
    void oneThatIsTakenAlongIsToldSo() {
        desk.isKilled("B");
        assertThat(desk.events("E")).contains(ProcessEvent.Type.CASCADED);
        assertThat(desk.events("A")).isEmpty();
    }

    @Test
    void takesAlongOneThatIsToBeTriedAgainAtTheSameTime() {
        MonitorSpec ready = new MonitorSpec("port", Role.READY, new Check.Single("tcp", Map.of()));
        desk.exec(Specs.spec("db").withTask(new TaskSettings(List.of(ready), Duration.ofSeconds(5), Map.of())));
        DependencyTerms terms = new DependencyTerms(Condition.STARTED, OnFailure.RESTART);
        desk.refuseNext("no memory");
        desk.exec(
                Specs.after(Specs.spec("app"), "db").withTask(new TaskSettings(List.of(), null, Map.of("db", terms))));
        assertThat(desk.status("app")).isEqualTo("backoff");
        desk.now = desk.now.plus(Duration.ofSeconds(10));
        desk.hear(new Input.Tick());
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.exits("db", 0);
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void whoeverWaitsForOneThatIsTakenAlongForGoodIsTold() {
        MonitorSpec ready = new MonitorSpec("port", Role.READY, new Check.Single("tcp", Map.of()));
        desk.running(Specs.once(Specs.spec("db")));
        DependencyTerms terms = new DependencyTerms(Condition.READY, OnFailure.RESTART);
        desk.exec(Specs.after(Specs.spec("mail"), "db")
                .withTask(new TaskSettings(List.of(ready), null, Map.of("db", terms))));
        long exec = desk.exec(Specs.wanting("web", Condition.READY, "mail"));
        desk.exits("db", 1);
        desk.exits("mail", 0);
        assertThat(desk.failure(exec).message()).startsWith("cannot start web: it waits for db, which is failed");
    }

    @Test
    void whoeverWaitsForTheEndOfWhatIsRestartedIsTold() {
        desk.running("db");
        DependencyTerms terms = new DependencyTerms(Condition.COMPLETED, OnFailure.IGNORE);
        long exec = desk.exec(
                Specs.after(Specs.spec("app"), "db").withTask(new TaskSettings(List.of(), null, Map.of("db", terms))));
        assertThat(desk.failure(exec).message()).contains("it is restarted whenever it ends, so give it type: oneshot");
    }
}
