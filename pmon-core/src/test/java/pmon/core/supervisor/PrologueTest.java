package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ErrorCode;

class PrologueTest {
    private static final Check CHECK = new Check.Single("portavailable", Map.of());
    private static final ProcessSpec WEB = with(new MonitorSpec("port", Role.PROLOGUE, CHECK));

    private final Desk desk = new Desk();

    @Test
    void nothingIsStartedBeforeItHolds() {
        long exec = desk.exec(WEB);
        assertThat(desk.spawned()).isZero();
        assertThat(desk.explanation("web")).isEqualTo("queued: waiting for port");
        assertThat(desk.checks)
                .singleElement()
                .satisfies(check -> assertThat(check.main()).isNull());
        desk.passes("web");
        assertThat(desk.status("web")).isEqualTo("running");
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.done(exec)).isTrue();
    }

    @Test
    void whatDoesNotHoldIsUnhealthyAndTriedAgainLater() {
        long exec = desk.exec(WEB);
        desk.fails("web", "8080 is taken");
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.UNHEALTHY);
        assertThat(desk.failure(exec).message())
                .isEqualTo("cannot start web: its prologue does not hold: port: 8080 is taken");
        assertThat(desk.status("web")).isEqualTo("backoff");
        desk.pass(Duration.ofMillis(100));
        desk.passes("web");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void itMayBeGivenTime() {
        desk.exec(with(new MonitorSpec("port", Role.PROLOGUE, CHECK, Duration.ofSeconds(2), null, null, 0, 1, 3)));
        desk.fails("web", "8080 is taken");
        assertThat(desk.explanation("web")).isEqualTo("queued: waiting for port: 8080 is taken");
        desk.pass(Duration.ofSeconds(2));
        desk.passes("web");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void anAutomaticRestartDoesNotAskAgain() {
        desk.exec(WEB);
        desk.passes("web");
        desk.pass(Duration.ofSeconds(5));
        desk.isKilled("web");
        assertThat(desk.status("web")).isEqualTo("running");
        assertThat(desk.checks).isEmpty();
    }

    @Test
    void somebodysRestartDoes() {
        desk.exec(WEB);
        desk.passes("web");
        desk.restart("web");
        desk.exits("web", 0);
        assertThat(desk.status("web")).isEqualTo("queued");
        desk.passes("web");
        assertThat(desk.status("web")).isEqualTo("running");
    }

    @Test
    void whatAnEarlierTryFindsLateSaysNothing() {
        desk.exec(WEB);
        Effect.Check late = desk.checks.getFirst();
        desk.stop("web");
        desk.start("web");
        desk.hear(new Input.Checked(late.key(), "port", pmon.api.spi.monitor.CheckResult.PASSED));
        assertThat(desk.status("web")).isEqualTo("queued");
    }

    @Test
    void aProgramWithoutRestartsHasFailed() {
        long exec = desk.exec(Specs.once(WEB));
        desk.fails("web", "8080 is taken");
        assertThat(desk.status("web")).isEqualTo("failed");
        assertThat(desk.failure(exec).code()).isEqualTo(ErrorCode.UNHEALTHY);
    }

    private static ProcessSpec with(MonitorSpec monitor) {
        return Specs.spec("web").withTask(new TaskSettings(List.of(monitor), null, Map.of()));
    }
}
