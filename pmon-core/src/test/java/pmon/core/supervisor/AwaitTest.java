package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import pmon.api.process.Check;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;

final class AwaitTest {
    private static final MonitorSpec READY = new MonitorSpec("port", Role.READY, new Check.Single("tcp", Map.of()));
    private static final MonitorSpec ALIVE = new MonitorSpec("http", Role.ALIVE, new Check.Single("http", Map.of()));
    private static final Duration GRACE = Defaults.STANDARD.startGrace();

    private final Desk desk = new Desk();

    @ParameterizedTest
    @EnumSource(value = Until.class, mode = Mode.EXCLUDE, names = "STOPPED")
    void whatIsSoAlreadyIsAnsweredAtOnce(Until until) {
        desk.running("web");
        assertThat(desk.done(desk.await("web", until))).isTrue();
    }

    @Test
    void eachStageIsWaitedFor() {
        desk.commitsAtOnce = false;
        desk.exec(watched("web", READY, ALIVE));
        long running = desk.await("web", Until.RUNNING);
        long ready = desk.await("web", Until.READY);
        long healthy = desk.await("web", Until.HEALTHY);
        assertThat(desk.reply(running)).isNull();
        desk.commitsAtOnce = true;
        desk.commit();
        assertThat(desk.done(running)).isTrue();
        desk.pass(GRACE);
        assertThat(desk.reply(ready)).isNull();
        desk.passes("web");
        assertThat(desk.done(ready)).isTrue();
        assertThat(desk.reply(healthy)).isNull();
        desk.pass(Duration.ofSeconds(10));
        desk.passes("web");
        assertThat(desk.done(healthy)).isTrue();
    }

    @Test
    void theEndIsWaitedForWhoeverAsksForIt() {
        desk.running("web");
        long stopped = desk.await("web", Until.STOPPED);
        desk.stop("web");
        assertThat(desk.reply(stopped)).isNull();
        desk.exits("web", 0);
        assertThat(desk.done(stopped)).isTrue();
        assertThat(desk.done(desk.await("web", Until.STOPPED))).isTrue();
    }

    @Test
    void oneThatIsStartedAgainIsNotStopped() {
        desk.running("web");
        long stopped = desk.await("web", Until.STOPPED);
        desk.exits("web", 1);
        desk.pass(Duration.ofSeconds(5));
        assertThat(desk.reply(stopped)).isNull();
        desk.delete("web");
        desk.exits("web", 0);
        assertThat(desk.done(stopped)).isTrue();
    }

    @Test
    void theNextInstanceIsWaitedForWhereThereIsToBeOne() {
        desk.exec("web");
        desk.exits("web", 1);
        desk.exits("web", 1);
        assertThat(desk.status("web")).isEqualTo("backoff");
        long healthy = desk.await("web", Until.HEALTHY);
        desk.pass(Duration.ofMillis(100));
        assertThat(desk.reply(healthy)).as("it has only just begun").isNull();
        desk.pass(GRACE);
        assertThat(desk.done(healthy)).isTrue();
    }

    @Test
    void nobodyWaitsForWhatIsStoppedOrHasFailed() {
        desk.running(Specs.once(Specs.spec("job")));
        long waiting = desk.await("job", Until.HEALTHY);
        assertThat(desk.done(waiting)).isTrue();
        desk.exits("job", 3);
        long after = desk.await("job", Until.RUNNING);
        assertThat(desk.failure(after).code()).isEqualTo(ErrorCode.UNHEALTHY);
        assertThat(desk.failure(after).message())
                .startsWith("job will not be running: it is failed (")
                .contains("3")
                .endsWith("start it: pmon start job");
    }

    @Test
    void aBadVerdictEndsTheWait() {
        desk.exec(watched("web", READY));
        long ready = desk.await("web", Until.READY);
        long running = desk.await("web", Until.STOPPED);
        desk.fails("web", "connection refused");
        desk.pass(Duration.ofSeconds(60));
        assertThat(desk.failure(ready).code()).isEqualTo(ErrorCode.UNHEALTHY);
        assertThat(desk.failure(ready).message())
                .isEqualTo("web is unhealthy: not ready within 60 s: port: connection refused");
        long later = desk.await("web", Until.HEALTHY);
        assertThat(desk.failure(later).message()).isEqualTo(desk.failure(ready).message());
        assertThat(desk.reply(running)).isNull();
    }

    @Test
    void aDeletedProgramIsNotWaitedFor() {
        desk.exec(watched("web", READY));
        long ready = desk.await("web", Until.READY);
        desk.delete("web");
        desk.exits("web", 0);
        assertThat(desk.failure(ready).code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
        assertThat(desk.failure(desk.await("web", Until.READY)).code()).isEqualTo(ErrorCode.UNKNOWN_PROCESS);
    }

    @Test
    void theWaitHasAnEnd() {
        desk.running("web");
        Completion bounded = new Completion(true, Duration.ofSeconds(2));
        long stopped = desk.ask(new Change.Await(Targets.of("web"), Until.STOPPED, bounded));
        desk.pass(Duration.ofSeconds(2));
        assertThat(desk.failure(stopped).code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void everybodyMayWait() {
        desk.running("web");
        Change.Await await = new Change.Await(Targets.of("web"), Until.RUNNING, Completion.UNTIL_DONE);
        assertThat(desk.done(desk.ask(new Caller(Specs.ANNA), await))).isTrue();
    }

    @Test
    void theEndOfTheDaemonEndsTheWaitForAStart() {
        desk.exec(watched("web", READY));
        long ready = desk.await("web", Until.READY);
        long stopped = desk.await("web", Until.STOPPED);
        desk.hear(new Input.CloseWanted(false));
        assertThat(desk.failure(ready).code()).isEqualTo(ErrorCode.FAILED);
        desk.exits("web", 0);
        assertThat(desk.done(stopped)).isTrue();
    }

    private static ProcessSpec watched(String name, MonitorSpec... monitors) {
        return HealthTest.watched(name, monitors);
    }
}
