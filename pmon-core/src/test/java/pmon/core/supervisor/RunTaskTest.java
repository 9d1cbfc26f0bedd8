package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;

class RunTaskTest {
    private static final RunSettings TASK = new RunSettings(RunSettings.Type.TASK, List.of(), null);
    private static final RunSettings ONESHOT = new RunSettings(RunSettings.Type.ONESHOT, List.of(), null);

    private final Desk desk = new Desk();

    @Test
    void aTaskIsNotStartedForBeingThere() {
        desk.configured(Specs.run("backup", TASK));
        assertThat(desk.spawned()).isZero();
        assertThat(desk.status("backup")).isEqualTo("stopped");
        assertThat(desk.explanation("backup")).isEqualTo("stopped: never run");
        desk.newDaemon();
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void aOneshotIsRunOnceAndNotAgainByTheNextDaemon() {
        desk.configured(Specs.run("migrate", ONESHOT));
        assertThat(desk.spawnOrder()).containsExactly("migrate");
        desk.exits("migrate", 0);
        assertThat(desk.status("migrate")).isEqualTo("stopped");
        desk.newDaemon();
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void aOneshotThatFailedIsNotTriedAgain() {
        desk.configured(Specs.run("migrate", ONESHOT));
        desk.exits("migrate", 3);
        assertThat(desk.status("migrate")).isEqualTo("failed");
        assertThat(desk.spawned()).isEqualTo(1);
    }

    @Test
    void whatDependsOnAOneshotWaitsForItsGoodEnd() {
        desk.configured(Specs.run("migrate", ONESHOT), Specs.after(Specs.spec("app"), "migrate"));
        assertThat(desk.status("app")).isEqualTo("queued");
        desk.exits("migrate", 0);
        assertThat(desk.status("app")).isEqualTo("running");
    }

    @Test
    void aRunIsAnsweredWhenItHasEnded() {
        desk.configured(Specs.run("backup", TASK));
        long run = desk.runTask("backup");
        assertThat(desk.status("backup")).isEqualTo("running");
        assertThat(desk.reply(run)).isNull();
        desk.exits("backup", 0);
        assertThat(desk.done(run)).isTrue();
    }

    @Test
    void thoseThatAreRunTogetherAreRunInOrder() {
        desk.configured(Specs.after(Specs.run("report", TASK), "collect"), Specs.run("collect", TASK));
        long run = desk.runTask("report", "collect");
        assertThat(desk.status("report")).isEqualTo("queued");
        desk.exits("collect", 0);
        desk.exits("report", 0);
        assertThat(desk.spawnOrder()).containsExactly("collect", "report");
        assertThat(desk.done(run)).isTrue();
    }

    @Test
    void thoseThatAreRunForOneSignalAreRunInOrder() {
        Occasion usr1 = new Occasion.OnSignal(Signal.USR1, false, false);
        desk.configured(Specs.run("report", usr1));
        desk.configured(Specs.after(Specs.run("report", usr1), "collect"), Specs.run("collect", usr1));
        desk.hear(new Input.Signalled(Signal.USR1));
        desk.exits("collect", 0);
        desk.exits("report", 0);
        assertThat(desk.spawnOrder()).containsExactly("collect", "report");
    }

    @Test
    void aRunThatWasAskedForSinceTheMachineWasBootedTakesPlace() {
        desk.configured(Specs.run("backup", TASK));
        desk.runTask("backup");
        desk.exits("backup", 0);
        desk.newDaemon("boot-2");
        desk.commitsAtOnce = false;
        desk.runTask("backup");
        desk.commitUnheard();
        desk.newDaemon("boot-2");
        desk.commit();
        assertThat(desk.spawnOrder()).containsExactly("backup");
    }

    @Test
    void aRunThatFailsIsAnsweredWithItsExit() {
        desk.configured(Specs.run("backup", TASK));
        long run = desk.runTask("backup");
        desk.exits("backup", 3);
        assertThat(desk.failure(run).code()).isEqualTo(ErrorCode.FAILED);
        assertThat(desk.failure(run).message()).isEqualTo("task backup ended with exit code 3");
        assertThat(desk.failure(run).process()).isNotNull();
    }

    @Test
    void whatARunWaitsForInVainIsNamed() {
        desk.configured(Specs.after(Specs.run("backup", TASK), "db"));
        desk.refuseNext("no memory");
        desk.exec("db");
        long run = desk.runTask("backup");
        assertThat(desk.failure(run).message()).startsWith("cannot start backup: it waits for db, which is backoff");
    }

    @Test
    void aRunOfWhatIsMadeAServiceMeanwhileIsAnswered() {
        desk.configured(Specs.run("backup", TASK));
        long run = desk.runTask("backup");
        desk.ask(new Change.Exec(Specs.spec("backup"), true, Completion.UNTIL_DONE));
        assertThat(desk.failure(run).message()).isEqualTo("another request has made a service of backup meanwhile");
    }

    @Test
    void aRunThatCannotBeginIsAFailedStart() {
        desk.configured(Specs.run("backup", TASK));
        desk.refuseNext("/bin/backup: no such file");
        long run = desk.runTask("backup");
        assertThat(desk.failure(run).code()).isEqualTo(ErrorCode.START_FAILED);
        assertThat(desk.failure(run).message()).isEqualTo("task backup did not run: /bin/backup: no such file");
    }

    @Test
    void aRunThatSomebodyStopsHasFailed() {
        desk.configured(Specs.run("backup", TASK));
        long run = desk.runTask("backup");
        desk.stop("backup");
        desk.exits("backup", 0);
        assertThat(desk.failure(run).message()).isEqualTo("task backup was stopped by root");
    }

    @Test
    void aTaskIsNotRunTwiceAtOnce() {
        desk.configured(Specs.run("backup", TASK));
        desk.runTask("backup");
        assertThat(desk.failure(desk.runTask("backup")).code()).isEqualTo(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    void aServiceIsNoTask() {
        desk.running("web");
        assertThat(desk.failure(desk.runTask("web")).code()).isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void aRunIsOnRecordBeforeItBegins() {
        desk.configured(Specs.run("backup", TASK));
        desk.commitsAtOnce = false;
        long run = desk.runTask("backup");
        assertThat(desk.spawned()).isZero();
        desk.failCommit();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.failure(run).code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(desk.status("backup")).isEqualTo("stopped");
    }

    @Test
    void aRunThatCannotBeRecordedDoesNotBeginForARecurringTaskEither() {
        desk.configured(Specs.run("reload", new Occasion.OnSignal(Signal.HUP, false, false)));
        desk.commitsAtOnce = false;
        desk.runTask("reload");
        desk.failCommit();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.status("reload")).isEqualTo("stopped");
    }

    @Test
    void whoeverStartsManyDoesNotMeanTasks() {
        desk.configured(Specs.run("backup", TASK), Specs.spec("web"));
        desk.startAll("all");
        assertThat(desk.spawnOrder()).doesNotContain("backup");
        desk.start("backup");
        assertThat(desk.status("backup")).isEqualTo("running");
    }

    @Test
    void aRunThatTheDaemonsEndTookAlongIsNotMadeUpFor() {
        desk.configured(Specs.run("backup", TASK));
        desk.runTask("backup");
        desk.hear(new Input.CloseWanted(false));
        desk.exits("backup", 143);
        desk.newDaemon();
        assertThat(desk.spawned()).isZero();
        assertThat(desk.status("backup")).isEqualTo("stopped");
    }

    @Test
    void aRunGoesOnUnderTheNextDaemon() {
        desk.configured(Specs.run("backup", TASK));
        desk.runTask("backup");
        desk.newDaemon();
        assertThat(desk.status("backup")).isEqualTo("running");
        desk.exits("backup", 0);
        assertThat(desk.status("backup")).isEqualTo("stopped");
    }
}
