package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static pmon.core.supervisor.Specs.ANNA;
import static pmon.core.supervisor.Specs.spec;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.RunSettings;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;

/** Resets, signals, and dropping everything. */
class ResetTest {
    private final Desk desk = new Desk();

    @Test
    void aResetZeroesTheCountAndRestartsNothing() {
        desk.running("web");
        desk.isKilled("web");
        desk.pass(Duration.ofSeconds(2));
        int spawned = desk.spawned();
        long reset = desk.ask(new Change.Reset(Targets.of("web"), Completion.UNTIL_DONE));
        assertThat(desk.done(reset)).isTrue();
        assertThat(desk.restarts("web")).isZero();
        assertThat(desk.spawned()).isEqualTo(spawned);
    }

    @Test
    void aResetThatQueuesIsTold() {
        desk.running(Specs.run("migrate", new RunSettings(RunSettings.Type.TASK, List.of(), null)));
        desk.exits("migrate", 0);
        desk.exec(Specs.behind("web", "migrate"));
        desk.exits("migrate", 1);
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.effects.clear();
        desk.ask(new Change.Reset(Targets.of("web"), Completion.UNTIL_DONE));
        assertThat(desk.status("web")).isEqualTo("queued");
        assertThat(desk.events("web")).containsExactly(ProcessEvent.Type.QUEUED);
    }

    @Test
    void aResetIsDurableBeforeItIsAnswered() {
        desk.running("web");
        desk.isKilled("web");
        desk.commitsAtOnce = false;
        long reset = desk.ask(new Change.Reset(Targets.of("web"), Completion.UNTIL_DONE));
        assertThat(desk.reply(reset)).isNull();
        desk.commit();
        assertThat(desk.done(reset)).isTrue();
        desk.newDaemon();
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void aSignalGoesToTheMainProcessesOfThoseThatRun() {
        desk.running("web");
        desk.running("db");
        desk.stop("db");
        desk.exits("db", 0);
        long send = desk.ask(new Change.SendSignal(Targets.ALL, Signal.HUP, Completion.UNTIL_DONE));
        assertThat(desk.all(Effect.SignalMain.class))
                .containsExactly(new Effect.SignalMain(desk.key("web"), Signal.HUP));
        assertThat(desk.done(send)).isTrue();
    }

    @Test
    void aSignalToNobodyIsRefused() {
        desk.running("web");
        desk.stop("web");
        desk.exits("web", 0);
        long send = desk.ask(new Change.SendSignal(Targets.of("web"), Signal.HUP, Completion.UNTIL_DONE));
        assertThat(desk.failure(send).code()).isEqualTo(ErrorCode.NONE_RUNNING);
        assertThat(desk.failure(send).message()).isEqualTo("cannot send SIGHUP: no process named runs");
    }

    @Test
    void aDropDeletesWhatTheCallerMayActOn() {
        desk.running(spec("web", ANNA));
        desk.running("db");
        long drop = desk.ask(new Caller(ANNA), new Change.Drop(false, Completion.UNTIL_DONE));
        desk.exits("web", 0);
        assertThat(desk.done(drop)).isTrue();
        assertThat(desk.supervisor.snapshot().processes())
                .extracting(ProcessSnapshot::name)
                .containsExactly("db");
        long again = desk.ask(new Caller(ANNA), new Change.Drop(false, Completion.UNTIL_DONE));
        assertThat(desk.failure(again).code()).isEqualTo(ErrorCode.NO_PROCESSES);
    }
}
