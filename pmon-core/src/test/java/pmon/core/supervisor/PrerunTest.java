package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.protocol.Completion;

class PrerunTest {
    private static final RunSettings TASK = new RunSettings(RunSettings.Type.TASK, List.of(), null);
    private static final RunSettings ONESHOT = new RunSettings(RunSettings.Type.ONESHOT, List.of(), null);

    private final Desk desk = new Desk();

    @Test
    void theyAreRunOneAfterTheOtherBeforeTheProgram() {
        desk.configured(Specs.behind("web", "clean", "migrate"), Specs.run("clean", TASK), Specs.run("migrate", TASK));
        assertThat(desk.spawnOrder()).containsExactly("clean");
        assertThat(desk.explanation("web")).isEqualTo("queued: waiting for clean, which is run first, to end");
        desk.exits("clean", 0);
        assertThat(desk.spawnOrder()).containsExactly("clean", "migrate");
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("clean", "migrate", "web");
    }

    @Test
    void aOneshotThatIsNamedIsRunForThatOnly() {
        desk.configured(Specs.behind("web", "migrate"), Specs.run("migrate", ONESHOT));
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("migrate", "web");
    }

    @Test
    void theyAreRunBeforeEachStart() {
        desk.configured(Specs.behind("web", "migrate"), Specs.run("migrate", TASK));
        desk.exits("migrate", 0);
        desk.pass(Duration.ofSeconds(5));
        desk.isKilled("web");
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.restarts("web")).isEqualTo(1);
        assertThat(desk.restarts("migrate")).isZero();
    }

    @Test
    void whatIsChangedMeanwhileIsPreparedAsItIsNow() {
        desk.configured(Specs.run("migrate", TASK));
        desk.exec(Specs.behind("web", "migrate"));
        assertThat(desk.status("web")).isEqualTo("queued");
        long exec = desk.ask(new Change.Exec(Specs.spec("web"), true, Completion.UNTIL_DONE));
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.status("migrate")).as("what was begun for it goes on").isEqualTo("running");
    }

    @Test
    void whatBecomesAServiceMeanwhileIsNotWaitedFor() {
        desk.configured(Specs.run("migrate", TASK));
        long exec = desk.exec(Specs.behind("web", "migrate"));
        desk.ask(new Change.Exec(Specs.spec("migrate"), true, Completion.UNTIL_DONE));
        assertThat(desk.failure(exec).message())
                .isEqualTo("cannot start web: migrate, which is to be run first, is a service and never ends; "
                        + "give it type: task");
    }

    @Test
    void aRunForAStartThatWasTakenBackDoesNotCountForTheNext() {
        desk.configured(Specs.run("migrate", TASK));
        desk.exec(Specs.behind("web", "migrate"));
        desk.stop("web");
        desk.start("web");
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("migrate", "migrate", "web");
    }

    @Test
    void oneThatIsDeletedWhileItIsToBeRunAgainIsNot() {
        desk.configured(Specs.run("migrate", TASK));
        desk.runTask("migrate");
        long exec = desk.exec(Specs.behind("web", "migrate"));
        desk.delete("migrate");
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("migrate");
        assertThat(desk.failure(exec).message()).contains("migrate, which is to be run first, is just being deleted");
    }

    @Test
    void oneThatComesToWaitForTheProgramItselfIsRefused() {
        desk.configured(Specs.after(Specs.run("migrate", TASK), "web"));
        desk.runTask("migrate");
        ProcessSpec web = Specs.behind("web", "migrate");
        long exec = desk.exec(Specs.after(web, "migrate"));
        // Neither counts in a circle, which is none any more.
        desk.init(true, false, new Configured(web, "edited"));
        assertThat(desk.failure(exec).message()).contains("migrate, which is to be run first, itself waits for web");
    }

    @Test
    void whatTheyWaitForInVainIsNamed() {
        desk.configured(Specs.after(Specs.run("migrate", TASK), "db"));
        desk.refuseNext("no memory");
        desk.exec("db");
        long exec = desk.exec(Specs.behind("web", "migrate"));
        assertThat(desk.failure(exec).message()).startsWith("cannot start web: it waits for db, which is backoff");
    }

    @Test
    void oneThatFailsIsAFailedStart() {
        desk.configured(Specs.run("migrate", TASK));
        long exec = desk.exec(Specs.behind("web", "migrate"));
        desk.exits("migrate", 3);
        assertThat(desk.failure(exec).message())
                .isEqualTo("cannot start web: migrate, which is run first, failed: exit code 3");
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.pass(Duration.ofMillis(100));
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void oneThatIsNotKnownIsAFailedStart() {
        long exec = desk.exec(Specs.behind("web", "migrate"));
        assertThat(desk.failure(exec).message())
                .isEqualTo("cannot start web: migrate, which is run first, is not known");
    }

    @Test
    void aServiceIsNotRunBeforeAnother() {
        desk.running("db");
        long exec = desk.exec(Specs.behind("web", "db"));
        assertThat(desk.failure(exec).message()).contains("is a service and never ends; give it type: task");
    }

    @Test
    void twoThatAreToBeRunBeforeEachOtherAreNotWaitedForForever() {
        desk.configured(
                Specs.run("one", new RunSettings(RunSettings.Type.TASK, List.of("two"), null)),
                Specs.run("two", new RunSettings(RunSettings.Type.TASK, List.of("one"), null)));
        assertThat(desk.failure(desk.runTask("one")).message()).contains("itself waits for one");
    }

    @Test
    void oneThatDependsOnTheProgramIsNotWaitedForForever() {
        desk.configured(Specs.after(Specs.run("warm", TASK), "web"));
        long exec = desk.exec(Specs.behind("web", "warm"));
        assertThat(desk.failure(exec).message()).contains("itself waits for web");
    }

    @Test
    void programsThatAskTogetherShareARun() {
        desk.commitsAtOnce = false;
        desk.configured(Specs.behind("a", "migrate"), Specs.behind("b", "migrate"), Specs.run("migrate", TASK));
        desk.commit();
        desk.commit();
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("migrate", "a", "b");
    }

    @Test
    void oneThatBeganTooEarlyIsRunAgain() {
        desk.configured(Specs.run("migrate", TASK));
        desk.runTask("migrate");
        desk.exec(Specs.behind("web", "migrate"));
        desk.exits("migrate", 0);
        assertThat(desk.spawnOrder()).containsExactly("migrate", "migrate");
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aProgramThatIsStoppedMeanwhileIsNotStarted() {
        desk.configured(Specs.behind("web", "migrate"), Specs.run("migrate", TASK));
        desk.stop("web");
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.spawnOrder()).containsExactly("migrate");
    }

    @Test
    void resetTriesAgainWithThem() {
        desk.configured(Specs.behind("web", "migrate"), Specs.run("migrate", TASK));
        desk.exits("migrate", 1);
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.ask(new Change.Reset(pmon.api.protocol.Targets.of("web"), pmon.api.protocol.Completion.UNTIL_DONE));
        assertThat(desk.spawnOrder()).containsExactly("migrate", "migrate");
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void aDaemonThatComesBackMeanwhileRunsThemAgain() {
        desk.configured(Specs.behind("web", "migrate"), Specs.run("migrate", TASK));
        desk.newDaemon();
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.exits("migrate", 0);
        desk.exits("migrate", 0);
        assertThat(desk.status("web")).isEqualTo("running");
    }
}
