package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;
import pmon.api.spi.kernel.ChildKey;

/** What goes along with others does so whenever the daemon is killed. */
final class AftermathTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void startAll() {
        desk.runningFive();
    }

    @Test
    void whatDependsOnOneThatDiedUnseenIsRestartedWithIt() {
        diesUnseen("B");
        desk.newDaemon();
        assertThat(desk.signalledNames()).containsExactly("E", "C");
        assertThat(desk.status("B")).as("it waits for its subtree").isEqualTo("queued");
        assertThat(desk.events("E")).contains(ProcessEvent.Type.CASCADED);
        subtreeEnds();
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
        assertThat(List.of("B", "C", "D", "E")).allMatch(name -> desk.restarts(name) == 1);
        assertThat(desk.status("A")).isEqualTo("running");
        assertThat(desk.restarts("A")).isZero();
    }

    @Test
    void whatWasAboutToGoAlongDoes() {
        desk.isKilled("B");
        assertThat(desk.signalledNames()).as("D is needed by E").containsExactly("E", "C");
        desk.newDaemon();
        assertThat(desk.signalledNames()).containsExactly("E", "C");
        subtreeEnds();
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
        assertThat(List.of("B", "C", "D", "E")).allMatch(name -> desk.restarts(name) == 1);
    }

    @Test
    void oneThatWasToGoAlongAndHasEndedMeanwhileWaitsForTheOther() {
        desk.isKilled("B");
        desk.alive.keySet().removeIf(key -> !key.equals(desk.key("A")));
        desk.commitsAtOnce = false;
        desk.newDaemon();
        desk.commit();
        desk.commit();
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
    }

    @Test
    void itDoesNotMatterHowMuchOfItIsOnRecord() {
        desk.commitsAtOnce = false;
        desk.isKilled("B");
        desk.exits("C", 0);
        desk.exits("E", 0);
        assertThat(desk.signalledNames()).containsExactly("E", "C", "D");
        for (int daemon = 0; daemon < 3; daemon++) {
            desk.newDaemon();
            assertThat(desk.signalledNames()).containsExactly("D");
        }
        desk.commitsAtOnce = true;
        desk.commit();
        desk.exits("D", 0);
        assertThat(desk.spawnOrder()).containsExactly("B", "C", "D", "E");
    }

    @Test
    void whoeverWantsToStayDownDoes() {
        desk.running(Specs.wanting("F", OnFailure.STOP, "E"));
        diesUnseen("E");
        desk.newDaemon();
        assertThat(desk.signalledNames()).containsExactly("F");
        desk.exits("F", 0);
        assertThat(desk.status("F")).isEqualTo("stopped");
        assertThat(desk.explanation("F")).isEqualTo("stopped because E ended while no daemon was there");
        assertThat(desk.status("E")).isEqualTo("running");
    }

    @Test
    void aPlainDependencyTakesNobodyAlong() {
        desk.running(Specs.after(Specs.spec("plain"), "A"));
        desk.running("alone");
        diesUnseen("alone");
        desk.newDaemon();
        assertThat(desk.signals()).isEmpty();
        assertThat(desk.status("plain")).isEqualTo("running");
    }

    @Test
    void oneThatDoesNotComeBackKeepsThemWaitingUnderAnyDaemon() {
        desk.running(Specs.once(Specs.spec("db")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        diesUnseen("db");
        desk.newDaemon();
        desk.exits("app", 0);
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.newDaemon();
        assertThat(desk.status("db")).isEqualTo("failed");
        assertThat(desk.explanation("app")).startsWith("queued: waiting for db (failed: ");
        desk.start("db");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void nobodyIsKeptWaitingAfterTheMachineWasBooted() {
        desk.running(Specs.once(Specs.spec("db")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        desk.isKilled("db");
        desk.exits("app", 0);
        desk.alive.clear();
        desk.newDaemon("boot-2");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void whatDoesNotRunInBetweenDoesNotHoldItBack() {
        desk.exec("web");
        desk.exec(Specs.wanting("app", OnFailure.RESTART, "db"));
        desk.commitsAtOnce = false;
        desk.exec(Specs.wanting("db", OnFailure.RESTART, "web"));
        desk.commitUnheard();
        int web = desk.process("web").id();
        desk.alive.put(
                new ChildKey(web, 2),
                new ProcessIdentity(
                        9_999,
                        1,
                        Objects.requireNonNull(desk.process("web").main()).bootId()));
        desk.alive.remove(desk.key("web"));
        desk.newDaemon();
        assertThat(desk.signalledNames()).containsExactly("app");
    }

    @Test
    void oneWhoseCycleIsBrokenByARemovalWaitsForWhatItDependsOn() {
        MonitorSpec ready = new MonitorSpec("http", Role.READY, new Check.Single("http", Map.of()));
        desk.exec(Specs.after(Specs.spec("web"), "db").withTask(new TaskSettings(List.of(ready), null, Map.of())));
        desk.exec(Specs.after(Specs.spec("mail"), "web"));
        desk.exec(Specs.after(Specs.spec("db"), "mail"));
        desk.passes("web");
        desk.delete("db");
        desk.alive.clear();
        desk.newDaemon("boot-2");
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.status("mail")).isEqualTo("queued");
    }

    @Test
    void aRestartThatHadToWaitForItsDependentsTakesPlace() {
        desk.ask(new Change.Restart(Targets.of("D"), Change.Patch.NONE, true, new Completion(false, null, null)));
        assertThat(desk.signalledNames()).containsExactly("E");
        desk.newDaemon();
        desk.exits("E", 0);
        desk.exits("D", 0);
        assertThat(desk.spawnOrder()).containsExactly("D", "E");
        assertThat(desk.restarts("D")).isOne();
    }

    @Test
    void aRestartThatWasAskedForIsNoFailureWhereTheOldOneEndedUnseen() {
        desk.running(Specs.once(Specs.spec("db")));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        desk.restart("db");
        desk.alive.remove(desk.key("db"));
        desk.newDaemon();
        desk.exits("app", 0);
        assertThat(desk.status("db")).isEqualTo("running");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void anEndThatSomebodyAskedForMeanwhileIsTheOne() {
        desk.restart("D");
        desk.newDaemon();
        desk.stop("D");
        desk.exits("E", 0);
        desk.exits("D", 0);
        desk.newDaemon();
        assertThat(desk.status("D")).isEqualTo("stopped");
        assertThat(desk.status("E")).isEqualTo("stopped");
    }

    @Test
    void anUnhealthyOneIsStillEndedAfterItsSubtree() {
        MonitorSpec alive = new MonitorSpec("http", Role.ALIVE, new Check.Single("http", Map.of()));
        desk.running(Specs.spec("db").withTask(new TaskSettings(List.of(alive), null, Map.of())));
        desk.running(Specs.wanting("app", OnFailure.RESTART, "db"));
        for (int time = 0; time < 3; time++) {
            desk.fails("db", "answered 503");
            desk.pass(time == 2 ? Duration.ZERO : Duration.ofSeconds(10));
        }
        desk.newDaemon();
        assertThat(desk.checks).isEmpty();
        assertThat(desk.explanation("db")).contains("unhealthy: http: answered 503; to be ended once");
        desk.exits("app", 0);
        assertThat(desk.signalledNames()).endsWith("db");
        desk.exits("db", 0);
        assertThat(desk.process("db").record().reason()).isNotEmpty();
        assertThat(desk.status("db")).isEqualTo("running");
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.restarts("db")).isOne();
    }

    @Test
    void oneThatWasLeftBehindIsRestartedWithWhatWasStartedAnew() {
        ProcessIdentity left = desk.process("E").main();
        desk.commitsAtOnce = false;
        desk.isKilled("D");
        desk.exits("E", 0);
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.spawnOrder()).startsWith("D");
        // It has outlived SIGKILL, and nothing of all this is on record.
        desk.alive.remove(desk.key("E"));
        desk.alive.put(new ChildKey(desk.process("E").id(), 1), left);
        desk.newDaemon();
        assertThat(desk.process("D").record().generation()).isEqualTo(2);
        assertThat(desk.signalledNames()).containsExactly("E");
    }

    private void diesUnseen(String name) {
        desk.alive.remove(desk.key(name));
    }

    private void subtreeEnds() {
        desk.exits("C", 0);
        desk.exits("E", 0);
        desk.exits("D", 0);
    }
}
