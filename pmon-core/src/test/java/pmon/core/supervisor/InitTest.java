package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.BEN;
import static pmon.core.supervisor.Specs.ROOT;
import static pmon.core.supervisor.Specs.after;
import static pmon.core.supervisor.Specs.once;
import static pmon.core.supervisor.Specs.spec;
import static pmon.core.supervisor.Specs.withArgs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.Goal;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.protocol.Completion;

class InitTest {
    private static final Duration GRACE = Duration.ofMillis(50);

    private final Desk desk = new Desk();

    @Test
    void startsWhatIsNewInTheOrderOfItsDependencies() {
        long init = desk.init(
                false,
                false,
                entry(after(spec("p1"), "p2")),
                entry(after(spec("p2"), "p3", "p4")),
                entry(spec("p3")),
                entry(after(spec("p4"), "p3")),
                entry(spec("p5")));
        desk.pass(GRACE);
        assertThat(desk.done(init)).isTrue();
        assertThat(idsByName()).containsExactly("p3=1", "p4=2", "p2=3", "p1=4", "p5=5");
        assertThat(desk.spawnOrder()).containsSubsequence("p3", "p4", "p2", "p1");
    }

    @Test
    void leavesAloneWhatIsAsItWasApplied() {
        desk.init(false, false, entry(spec("web")));
        desk.restart("web", new Change.Patch(List.of("-v"), null, null, null, null, null));
        desk.exits("web", 0);
        int spawned = desk.spawned();
        desk.init(false, false, entry(spec("web")));
        assertThat(desk.spawned()).isEqualTo(spawned);
        assertThat(desk.process("web").record().spec().args()).containsExactly("-v");
    }

    @Test
    void changesGroupsAndDependenciesWithoutARestart() {
        desk.init(false, false, entry(spec("web")), entry(spec("db")));
        int spawned = desk.spawned();
        long init =
                desk.init(false, false, entry(after(spec("web", ROOT, "front"), "db"), "edited"), entry(spec("db")));
        assertThat(desk.done(init)).isTrue();
        assertThat(desk.spawned()).isEqualTo(spawned);
        assertThat(desk.signals()).isEmpty();
        assertThat(desk.process("web").record().spec().groups()).containsExactly("front");
        assertThat(desk.process("web").record().applied()).isEqualTo("edited");
    }

    @Test
    void restartsWhatIsToBeStartedDifferently() {
        desk.init(false, false, entry(spec("web")));
        long init = desk.init(false, false, entry(withArgs(spec("web"), "-v"), "edited"));
        assertThat(desk.status("web")).isEqualTo("restarting");
        desk.exits("web", 0);
        desk.pass(GRACE);
        assertThat(desk.done(init)).isTrue();
        assertThat(desk.process("web").record().spec().args()).containsExactly("-v");
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void startsWhatIsStoppedAndWhatFailedButNotWhatIsCompleted() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        desk.running(once(spec("job")));
        desk.exits("job", 0);
        desk.running(once(spec("broken")));
        desk.exits("broken", 1);
        long init = desk.init(false, false);
        desk.pass(GRACE);
        assertThat(desk.done(init)).isTrue();
        assertThat(List.of(desk.status("web"), desk.status("job"), desk.status("broken")))
                .containsExactly("running", "stopped", "running");
    }

    @Test
    void aCompletedProgramThatSomebodyStoppedIsStarted() {
        desk.running(once(spec("job")));
        desk.stop("job");
        desk.exits("job", 0);
        desk.init(false, false);
        assertThat(desk.status("job")).isEqualTo("running");
    }

    @Test
    void leavesAloneWhatTheConfigurationDoesNotNameWhenToldSo() {
        desk.running("other");
        desk.stop("other");
        desk.exits("other", 0);
        desk.init(true, false, entry(spec("web")));
        assertThat(desk.status("other")).isEqualTo("stopped");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void deletesWhatTheConfigurationHadOnceOnlyWhenToldSo() {
        desk.running("byhand");
        desk.init(false, false, entry(spec("web")), entry(spec("db")));
        desk.init(false, false, entry(spec("web")));
        assertThat(desk.status("db")).isEqualTo("running");
        long prune = desk.init(false, true, entry(spec("web")));
        desk.exits("db", 0);
        assertThat(desk.done(prune)).isTrue();
        assertThat(names()).containsExactly("byhand", "web");
    }

    @Test
    void aProgramOfAnotherUserIsNotTakenOverByAnEntry() {
        desk.running(spec("web", ANNA));
        long init = desk.init(false, false, entry(spec("web", ROOT)), entry(spec("db")));
        desk.pass(GRACE);
        assertThat(desk.failure(init).message())
                .isEqualTo("the entry of web in the process configuration is not applied: it is for root, "
                        + "and the process belongs to anna");
        assertThat(desk.process("web").problems())
                .containsExactly(desk.failure(init).message());
        assertThat(desk.process("web").record().spec().user()).isEqualTo(ANNA);
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void rootMovesAProgramOfTheConfigurationToAnotherUser() {
        desk.init(false, false, entry(spec("web", ANNA)));
        desk.init(false, false, entry(spec("web", BEN), "edited"));
        desk.exits("web", 0);
        assertThat(desk.process("web").record().spec().user()).isEqualTo(BEN);
    }

    @Test
    void othersTouchTheirOwnEntriesOnly() {
        desk.running(spec("shop", ROOT));
        desk.stop("shop");
        desk.exits("shop", 0);
        Change.Init init = new Change.Init(
                List.of(entry(spec("web", ROOT)), entry(spec("mine", ANNA))), false, false, Completion.UNTIL_DONE);
        desk.ask(new Caller(ANNA), init);
        assertThat(names()).containsExactly("shop", "mine");
        assertThat(desk.status("shop")).isEqualTo("stopped");
    }

    @Test
    void aPlanSaysWhatWouldBeDone() {
        desk.init(false, false, entry(spec("same")), entry(spec("meta")), entry(spec("args")), entry(spec("gone")));
        desk.running(spec("anna", ANNA));
        InitPlan plan = InitPlan.of(
                desk.supervisor.snapshot(),
                List.of(
                        entry(spec("same")),
                        entry(spec("meta", ROOT, "front"), "edited"),
                        entry(withArgs(spec("args"), "-v"), "edited"),
                        entry(spec("anna", ROOT)),
                        entry(spec("new"))),
                Desk.ROOT);
        assertThat(plan.added()).containsExactly("new");
        assertThat(plan.updated()).containsExactly("meta");
        assertThat(plan.restarted()).containsExactly("args");
        assertThat(plan.unchanged()).containsExactly("same");
        assertThat(plan.removed()).containsExactly("gone");
        assertThat(plan.problems()).hasSize(1);
    }

    @Test
    void theFirstBootStartsTheConfigurationWithIdsInOrder() {
        desk.hear(new Input.Boot(Desk.BOOT, List.of(entry(after(spec("web"), "db")), entry(spec("db")))));
        assertThat(idsByName()).containsExactly("db=1", "web=2");
        assertThat(desk.spawnOrder()).containsExactly("db", "web");
    }

    @Test
    void anInitRightAfterTheFirstBootWaitsForWhatIsOnItsWay() {
        desk.commitsAtOnce = false;
        desk.hear(new Input.Boot(Desk.BOOT, List.of(entry(spec("web")))));
        long init = desk.init(false, false, entry(spec("web")));
        assertThat(desk.done(init)).isFalse();
        desk.commit();
        desk.pass(GRACE);
        desk.commit();
        assertThat(desk.done(init)).isTrue();
        assertThat(desk.spawnOrder()).containsExactly("web");
    }

    @Test
    void anInitWaitsForWhatRunsAndIsNotReady() {
        MonitorSpec ready = new MonitorSpec("port", Role.READY, new Check.Single("tcp", Map.of()));
        ProcessSpec web = HealthTest.watched("web", ready);
        desk.hear(new Input.Boot(Desk.BOOT, List.of(entry(web))));
        desk.pass(GRACE);
        long init = desk.init(false, false, entry(web));
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.done(init)).isFalse();
        desk.passes("web");
        assertThat(desk.done(init)).isTrue();
    }

    @Test
    void laterBootsStartWhatTheyHaveNotSeenAndLeaveStoppedWhatWasStopped() {
        desk.init(false, false, entry(spec("web")));
        desk.stop("web");
        desk.exits("web", 0);
        boot(entry(withArgs(spec("web"), "-v"), "edited"), entry(spec("db")));
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.process("web").record().spec().args()).containsExactly("-v");
        assertThat(desk.status("db")).isEqualTo("running");
    }

    @Test
    void aBootAppliesChangesToWhatDoesNotLiveAndLeavesAloneWhatDoes() {
        desk.init(false, false, entry(spec("web")), entry(spec("db")));
        desk.alive.keySet().removeIf(key -> key.process() == desk.process("db").id());
        boot(entry(withArgs(spec("web"), "-v"), "edited"), entry(withArgs(spec("db"), "-v"), "edited"));
        assertThat(desk.process("web").record().spec().args()).isEmpty();
        assertThat(desk.process("web").record().applied()).isEqualTo("web");
        assertThat(desk.spawnOrder()).containsExactly("db");
        assertThat(desk.process("db").record().spec().args()).containsExactly("-v");
    }

    @Test
    void aBootStartsWhatDoesNotLiveInTheOrderOfTheConfigurationAsItIsNow() {
        desk.init(false, false, entry(after(spec("web"), "db")), entry(after(spec("db"), "web")));
        desk.alive.clear();
        boot(entry(after(spec("web"), "db"), "edited"), entry(spec("db"), "edited"));
        assertThat(desk.spawnOrder()).containsExactly("db", "web");
    }

    @Test
    void aBootAppliesChangesToATaskThatWaitsForItsTime() {
        Occasion every = new Occasion.Every(Duration.ofSeconds(17), Missed.SKIP);
        desk.configured(Specs.run("tick", every));
        desk.pass(Duration.ofSeconds(5));
        Instant next = desk.process("tick").nextStartAt();
        boot(entry(withArgs(Specs.run("tick", every), "-v"), "edited"));
        assertThat(desk.process("tick").record().spec().args()).containsExactly("-v");
        assertThat(desk.process("tick").record().applied()).isEqualTo("edited");
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(next);
    }

    @Test
    void anOccasionThatABootChangesIsAwaitedFromThen() {
        desk.configured(Specs.run("tick", new Occasion.Every(Duration.ofSeconds(17), Missed.RUN)));
        desk.pass(Duration.ofSeconds(5));
        boot(entry(Specs.run("tick", new Occasion.Every(Duration.ofSeconds(2), Missed.RUN)), "edited"));
        assertThat(desk.process("tick").nextStartAt()).isEqualTo(desk.now.wall().plusSeconds(2));
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void aBootStartsWhatWasATaskAndIsAServiceNow() {
        desk.configured(Specs.run("tick", new Occasion.Every(Duration.ofSeconds(17), Missed.SKIP)));
        boot(entry(spec("tick"), "edited"));
        assertThat(desk.status("tick")).isEqualTo("running");
        assertThat(desk.process("tick").record().goal()).isEqualTo(Goal.UP);
    }

    private void boot(Configured... entries) {
        desk.appended.clear();
        desk.effects.clear();
        desk.supervisor =
                new Supervisor(Defaults.STANDARD, new Recovered(List.copyOf(desk.store.values()), 1, 0, desk.groups));
        desk.hear(new Input.Boot(Desk.BOOT, List.of(entries)));
    }

    @Test
    void whoeverWaitsForTheEndOfOneThatIsMadeToGoOnIsTold() {
        desk.init(false, false, entry(Specs.once(spec("db")), "before"));
        long app = desk.exec(Specs.wanting("app", Condition.COMPLETED_SUCCESSFULLY, "db"));
        assertThat(desk.reply(app)).isNull();
        desk.init(false, false, entry(spec("db"), "after"));
        assertThat(desk.failure(app).message()).contains("db, which is running", "it is restarted whenever it ends");
    }

    @Test
    void whoeverWaitsForTheEndOfATaskThatIsMadeAServiceGoesOn() {
        RunSettings oneshot = new RunSettings(RunSettings.Type.ONESHOT, List.of(), null);
        desk.init(false, false, entry(Specs.run("db", oneshot), "before"));
        desk.exec(Specs.wanting("app", Condition.READY, "db"));
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.init(false, false, entry(spec("db"), "after"));
        assertThat(desk.status("app")).isEqualTo("running");
    }

    private static Configured entry(ProcessSpec spec) {
        return entry(spec, spec.name().value());
    }

    private static Configured entry(ProcessSpec spec, String digest) {
        return new Configured(spec, digest);
    }

    private List<String> names() {
        return desk.supervisor.snapshot().processes().stream()
                .map(ProcessSnapshot::name)
                .toList();
    }

    private List<String> idsByName() {
        return desk.supervisor.snapshot().processes().stream()
                .map(process -> process.name() + "=" + process.id())
                .toList();
    }
}
