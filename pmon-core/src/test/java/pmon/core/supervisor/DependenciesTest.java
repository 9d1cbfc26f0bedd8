package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.after;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.process.Check;
import pmon.api.process.ExitStatus;
import pmon.api.process.MonitorSpec;
import pmon.api.process.Signal;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;

/** web depends on app, which depends on db; alone on nothing. Registered in the opposite order of their dependencies. */
class DependenciesTest {
    private static final MonitorSpec READY =
            new MonitorSpec("port", MonitorSpec.Role.READY, new Check.Single("tcp", Map.of()));
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Desk desk = new Desk();

    @BeforeEach
    void register() {
        desk.exec(after(spec("web"), "app"));
        desk.exec(after(spec("app"), "db"));
        desk.exec(spec("db"));
        desk.exec(spec("alone"));
        desk.pass(GRACE);
    }

    @Test
    void whatStartsTogetherStartsInOrder() {
        killAll();
        desk.effects.clear();
        long start = desk.startAll("all");
        desk.pass(GRACE);
        assertThat(desk.spawnOrder()).containsSubsequence("db", "app", "web").contains("alone");
        assertThat(desk.done(start)).isTrue();
    }

    @Test
    void theIndependentDoNotWait() {
        killAll();
        desk.commitsAtOnce = false;
        desk.startAll("all");
        desk.refuseNext("no memory");
        desk.effects.clear();
        desk.commit();
        assertThat(desk.spawnOrder()).containsExactly("db", "alone");
    }

    @Test
    void aDependencyAtRestIsNotWaitedFor() {
        killAll();
        long start = desk.start("web");
        desk.pass(GRACE);
        assertThat(desk.done(start)).isTrue();
        assertThat(desk.status("app")).isEqualTo("stopped");
    }

    @Test
    void whatCannotStartHoldsBackWhatDependsOnItAndIsNamed() {
        killAll();
        desk.refuseNext("/bin/db: no such file");
        long start = desk.startAll("web", "app", "db");
        assertThat(desk.failure(start).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.failure(start).message())
                .contains("cannot start db: /bin/db: no such file")
                .contains("cannot start app: it waits for db, which is backoff: /bin/db: no such file")
                .contains("cannot start web: it waits for db");
        assertThat(desk.status("web")).isEqualTo("queued");
        assertThat(desk.process("app").explanation())
                .isEqualTo("queued: waiting for db (backoff: /bin/db: no such file) to run");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void oneThatFailedForGoodIsWaitedForUntilItRuns() {
        desk.delete("db");
        desk.exits("db", 0);
        desk.exec(once(spec("db")));
        killAll();
        desk.refuseNext("no");
        desk.startAll("app", "db");
        desk.pass(Duration.ofMinutes(1));
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.start("db");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void whoIsAskedForAgainDoesNotWaitForWhatFailed() {
        desk.delete("db");
        desk.exits("db", 0);
        desk.exec(once(spec("db")));
        killAll();
        desk.refuseNext("no");
        desk.startAll("app", "db");
        desk.start("app");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void deletingWhatIsWaitedForEndsTheWait() {
        killAll();
        desk.refuseNext("no");
        desk.startAll("app", "db");
        desk.delete("db");
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.process("app").problems())
                .containsExactly("app depends on db, which is not known: it does not wait for it");
    }

    @Test
    void aDelayBetweenDependentsIsKept() {
        killAll();
        desk.hear(new Input.Reconfigured(new Defaults(
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                Signal.TERM,
                Duration.ofSeconds(10),
                GRACE,
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Integer.MAX_VALUE)));
        long start = desk.startAll("all");
        assertThat(desk.status("db")).isEqualTo("running");
        desk.pass(Duration.ofMillis(1_999));
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.process("app").explanation()).startsWith("queued: what it depends on runs, to be started at ");
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.pass(Duration.ofSeconds(2).plus(GRACE));
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.done(start)).isTrue();
    }

    @Test
    void whatEndsTogetherEndsInTheOppositeOrder() {
        desk.effects.clear();
        long kill = desk.ask(new Change.Kill(false, Completion.UNTIL_DONE));
        assertThat(desk.signalled()).containsExactlyInAnyOrder(id("web"), id("alone"));
        assertThat(desk.process("db").explanation()).endsWith("; to be ended once what depends on it has ended");
        desk.exits("web", 0);
        assertThat(desk.signalled()).contains(id("app")).doesNotContain(id("db"));
        desk.exits("app", 0);
        assertThat(desk.signalled()).contains(id("db"));
        desk.exits("db", 0);
        assertThat(desk.done(kill)).isFalse();
        desk.exits("alone", 0);
        assertThat(desk.done(kill)).isTrue();
    }

    @Test
    void whoeverIsInAHurryDoesNotWait() {
        desk.effects.clear();
        desk.ask(new Change.Stop(Targets.ALL, true, Completion.UNTIL_DONE));
        assertThat(desk.signals()).containsExactly("KILL", "KILL", "KILL", "KILL");
    }

    @Test
    void oneThatIsToEndAndEndsByItselfIsNotRestarted() {
        desk.ask(new Change.Kill(false, Completion.UNTIL_DONE));
        desk.exits("db", 1);
        assertThat(desk.status("db")).isEqualTo("stopped");
    }

    @Test
    void oneThatSurvivesSigkillKeepsNobodyWaiting() {
        desk.effects.clear();
        desk.ask(new Change.Stop(Targets.of("web", "app"), false, Completion.UNTIL_DONE));
        desk.pass(Duration.ofSeconds(10));
        assertThat(desk.signalled()).doesNotContain(id("app"));
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.signalled()).contains(id("app"));
    }

    @Test
    void aRestartEndsAndStartsInOrder() {
        desk.effects.clear();
        long restart = desk.ask(
                new Change.Restart(Targets.of("db", "app", "web"), Change.Patch.NONE, true, Completion.UNTIL_DONE));
        assertThat(desk.signalled()).containsExactly(id("web"));
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.exits("app", 0);
        assertThat(desk.spawned()).isZero();
        desk.exits("db", 0);
        assertThat(desk.spawnOrder()).containsExactly("db", "app", "web");
        desk.pass(GRACE);
        assertThat(desk.done(restart)).isTrue();
        assertThat(desk.restarts("web")).isOne();
    }

    @Test
    void theDaemonEndsThemInTheOppositeOrder() {
        desk.effects.clear();
        desk.hear(new Input.CloseWanted(false));
        assertThat(desk.signalled()).doesNotContain(id("db"), id("app"));
        for (String name : List.of("alone", "web", "app", "db")) {
            desk.exits(name, 0);
        }
        assertThat(desk.status("db")).isEqualTo("closed");
        assertThat(desk.all(Effect.Finish.class)).hasSize(1);
    }

    @Test
    void theNextDaemonStartsThemInOrder() {
        desk.hear(new Input.CloseWanted(false));
        for (String name : List.of("alone", "web", "app", "db")) {
            desk.exits(name, 0);
        }
        desk.newDaemon();
        assertThat(desk.spawnOrder()).containsSubsequence("db", "app", "web");
    }

    @Test
    void whatStillLivesIsNotWaitedForByTheNextDaemon() {
        desk.ends("web", new ExitStatus.Exited(0, desk.now.wall()), true);
        desk.commitsAtOnce = true;
        desk.alive.keySet().removeIf(key -> key.process() == id("web"));
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.spawnOrder()).containsExactly("web");
    }

    @Test
    void aCycleIsAProblemAndHoldsNobodyBack() {
        killAll();
        desk.ask(new Change.Restart(
                Targets.of("db"),
                new Change.Patch(null, null, null, null, null, List.of("web")),
                false,
                Completion.UNTIL_DONE));
        desk.exits("db", 0);
        assertThat(desk.process("app").problems())
                .containsExactly("dependency cycle web → app → db → web: nobody in it waits for another");
        killAll();
        desk.startAll("all");
        assertThat(List.of(desk.status("web"), desk.status("app"), desk.status("db")))
                .containsOnly("running");
    }

    @Test
    void automaticRestartsWaitForNobody() {
        desk.refuseNext("no");
        desk.isKilled("db");
        desk.isKilled("app");
        assertThat(desk.status("db")).isEqualTo("backoff");
        assertThat(desk.status("app")).isEqualTo("running");
    }

    private int id(String name) {
        return desk.process(name).id();
    }

    /** There are more ways through the layers than could ever be walked. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyLayersThatWaitForOneProgramAreNotWalkedWayByWay() {
        desk.exec(spec("root").withTask(new TaskSettings(List.of(READY), null, Map.of())));
        String[] below = {"root"};
        long last = 0;
        for (int layer = 0; layer < 40; layer++) {
            String[] names = {"a" + layer, "b" + layer, "c" + layer};
            for (String name : names) {
                last = desk.exec(after(spec(name), below));
            }
            below = names;
        }
        assertThat(desk.status("c39")).isEqualTo("queued");
        desk.passes("root");
        desk.pass(GRACE);
        assertThat(desk.done(last)).isTrue();
    }

    private void killAll() {
        desk.ask(new Change.Kill(true, Completion.UNTIL_DONE));
        for (ProcessSnapshot process : desk.supervisor.snapshot().processes()) {
            if (process.main() != null) {
                desk.isKilled(process.name());
            }
        }
    }
}
