package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.Health;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.monitor.CheckResult;

final class HealthTest {
    private static final MonitorSpec READY = new MonitorSpec("port", Role.READY, new Check.Single("tcp", Map.of()));
    private static final MonitorSpec ALIVE = new MonitorSpec("http", Role.ALIVE, new Check.Single("http", Map.of()));
    private static final Duration GRACE = Defaults.STANDARD.startGrace();

    private final Desk desk = new Desk();

    @Test
    void aStartIsDoneOnceTheProgramIsReady() {
        long exec = desk.exec(watched("web", READY));
        desk.pass(GRACE);
        assertThat(desk.reply(exec)).isNull();
        assertThat(desk.process("web").health()).isEqualTo(Health.STARTING);
        assertThat(desk.process("web").explanation()).endsWith("waiting to become ready");
        desk.fails("web", "connection refused");
        assertThat(desk.process("web").explanation()).endsWith("waiting to become ready: port: connection refused");
        desk.pass(Duration.ofMillis(100));
        desk.passes("web");
        assertThat(desk.done(exec)).isTrue();
        assertThat(desk.process("web").health()).isEqualTo(Health.HEALTHY);
        assertThat(desk.events("web")).endsWith(ProcessEvent.Type.READY);
    }

    @Test
    void oneThatIsReadyWithinTheGraceStillHasToLiveThatLong() {
        long exec = desk.exec(watched("web", READY));
        desk.passes("web");
        assertThat(desk.reply(exec)).isNull();
        desk.pass(GRACE);
        assertThat(desk.done(exec)).isTrue();
    }

    @Test
    void oneThatDoesNotBecomeReadyIsEndedAndTriedAgainLater() {
        long exec = desk.exec(watched("web", READY));
        desk.fails("web", "connection refused");
        desk.pass(Duration.ofSeconds(60));
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.UNHEALTHY);
        assertThat(desk.failure(exec).message())
                .isEqualTo("web is unhealthy: not ready within 60 s: port: connection refused");
        assertThat(desk.signals()).containsExactly("TERM");
        assertThat(desk.status("web")).isEqualTo("restarting");
        assertThat(desk.process("web").health()).isEqualTo(Health.UNHEALTHY);
        desk.exits("web", 0);
        assertThat(desk.spawned()).as("a first short life is followed at once").isEqualTo(2);
        desk.pass(Duration.ofSeconds(60));
        desk.exits("web", 0);
        assertThat(desk.status("web")).as("a second one is not").isEqualTo("backoff");
        assertThat(desk.process("web").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(desk.process("web").explanation())
                .endsWith("unhealthy: not ready within 60 s: no check has come to its end");
    }

    @Test
    void oneThatIsUnhealthyIsStoppedByItsOwnSignalAndJudgedAsAFailure() {
        desk.running(Specs.once(watched("web", ALIVE)));
        failThreeTimes();
        assertThat(desk.events("web")).endsWith(ProcessEvent.Type.UNHEALTHY);
        assertThat(desk.checks).isEmpty();
        desk.pass(Duration.ofSeconds(10));
        assertThat(desk.signals()).containsExactly("TERM", "KILL");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("failed");
        assertThat(desk.process("web").explanation()).isEqualTo("failed: unhealthy: http: answered 503");
        assertThat(desk.process("web").health()).isEqualTo(Health.UNHEALTHY);
    }

    @Test
    void oneThatIsUnhealthyAndCannotBeKilledIsToldAndHasNoSuccessor() {
        desk.running(watched("web", ALIVE));
        failThreeTimes();
        desk.pass(Duration.ofSeconds(15));
        assertThat(desk.signals()).startsWith("TERM", "KILL", "KILL");
        assertThat(desk.process("web").problems()).singleElement().asString().startsWith("does not end: SIGKILL sent");
        assertThat(desk.process("web").health()).isEqualTo(Health.UNHEALTHY);
        assertThat(desk.spawned()).isEqualTo(1);
    }

    @Test
    void oneThatIsUnhealthyIsReplaced() {
        desk.running(watched("web", ALIVE));
        desk.passes("web");
        assertThat(desk.events("web")).endsWith(ProcessEvent.Type.HEALTHY);
        desk.pass(Duration.ofSeconds(10));
        failThreeTimes();
        desk.exits("web", 0);
        assertThat(desk.spawned()).isEqualTo(2);
        assertThat(desk.restarts("web")).isEqualTo(1);
        assertThat(desk.process("web").health()).isEqualTo(Health.STARTING);
    }

    @Test
    void aResultOfAnEarlierInstanceIsDropped() {
        desk.running(watched("web", READY));
        Effect.Check early = desk.checks.getFirst();
        desk.isKilled("web");
        assertThat(desk.all(Effect.EndChecks.class)).containsExactly(new Effect.EndChecks(early.key()));
        desk.hear(new Input.Checked(early.key(), "port", CheckResult.PASSED));
        assertThat(desk.process("web").health()).isEqualTo(Health.STARTING);
    }

    @Test
    void aStopEndsItsChecks() {
        desk.running(watched("web", READY, ALIVE));
        long stop = desk.stop("web");
        assertThat(desk.checks).isEmpty();
        assertThat(desk.all(Effect.EndChecks.class)).hasSize(1);
        desk.exits("web", 0);
        desk.pass(Duration.ofMinutes(5));
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.status("web")).isEqualTo("stopped");
        assertThat(desk.process("web").health()).isEqualTo(Health.NONE);
    }

    @Test
    void theNextDaemonTakesOneThatWasReadyForReady() {
        desk.running(watched("web", READY, ALIVE));
        desk.passes("web");
        desk.newDaemon();
        assertThat(desk.checks)
                .as("readiness is not asked for again")
                .singleElement()
                .satisfies(check -> assertThat(check.monitor()).isEqualTo(ALIVE));
        desk.pass(Duration.ofMinutes(2));
        assertThat(desk.status("web")).isEqualTo("running");
        desk.passes("web");
        assertThat(desk.process("web").health()).isEqualTo(Health.HEALTHY);
        desk.isKilled("web");
        assertThat(desk.process("web").health())
                .as("of its successor nothing is known")
                .isEqualTo(Health.STARTING);
        assertThat(desk.process("web").record().ready()).isFalse();
    }

    @Test
    void theNextDaemonBeginsAnewWithOneThatWasNotReady() {
        desk.running(watched("web", READY));
        desk.newDaemon();
        assertThat(desk.process("web").health()).isEqualTo(Health.STARTING);
        desk.passes("web");
        assertThat(desk.process("web").health()).isEqualTo(Health.HEALTHY);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void dependentsStartOnceItIsReady() {
        desk.exec(watched("db", READY));
        long app = desk.exec(Specs.after(Specs.spec("app"), "db"));
        assertThat(desk.status("app")).isEqualTo("queued");
        assertThat(desk.process("app").explanation())
                .isEqualTo("queued: waiting for db (running: started) to become ready");
        desk.passes("db");
        desk.pass(GRACE);
        assertThat(desk.status("app")).isEqualTo("running");
        assertThat(desk.done(app)).isTrue();
    }

    private void failThreeTimes() {
        for (int time = 0; time < 3; time++) {
            desk.fails("web", "answered 503");
            desk.pass(time == 2 ? Duration.ZERO : Duration.ofSeconds(10));
        }
    }

    static ProcessSpec watched(String name, MonitorSpec... monitors) {
        return Specs.spec(name).withTask(new TaskSettings(List.of(monitors), null, Map.of()));
    }
}
