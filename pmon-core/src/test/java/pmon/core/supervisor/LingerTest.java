package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.protocol.ProcessEvent;

final class LingerTest {
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final Desk desk = new Desk();

    @Test
    void oneThatEndedIsForgottenAfterAWhile() {
        desk.running(lingering("job"));
        desk.exits("job", 7);
        desk.pass(LINGER.minusMillis(1));
        assertThat(desk.status("job")).isEqualTo("failed");
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
        assertThat(desk.store).isEmpty();
        assertThat(desk.events("job")).endsWith(ProcessEvent.Type.DELETED);
        assertThat(desk.all(Effect.RemoveLogs.class)).isEmpty();
    }

    @Test
    void oneThatWasStoppedIsForgottenToo() {
        desk.running(lingering("job"));
        long stop = desk.stop("job");
        desk.exits("job", 0);
        assertThat(desk.done(stop)).isTrue();
        desk.pass(LINGER);
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
    }

    @Test
    void oneThatIsStartedAgainStays() {
        desk.running(lingering("job"));
        desk.exits("job", 0);
        desk.pass(LINGER.dividedBy(2));
        desk.start("job");
        desk.pass(LINGER.multipliedBy(5));
        assertThat(desk.status("job")).isEqualTo("running");
    }

    @Test
    void nobodyStartsItUnasked() {
        desk.running(lingering("job"));
        desk.exits("job", 1);
        desk.init(false, false);
        assertThat(desk.status("job")).isEqualTo("failed");
        assertThat(desk.spawned()).isEqualTo(1);
    }

    @Test
    void theNextDaemonKnowsOnlyThoseThatLive() {
        desk.running(lingering("ended"));
        desk.running(lingering("lives"));
        desk.exits("ended", 1);
        desk.newDaemon();
        assertThat(desk.supervisor.snapshot().processes())
                .extracting(ProcessSnapshot::name)
                .containsExactly("lives");
        assertThat(desk.status("lives")).isEqualTo("running");
    }

    @Test
    void oneThatTheDaemonEndedDoesNotComeBack() {
        desk.running(lingering("job"));
        desk.hear(new Input.CloseWanted(false));
        desk.exits("job", 0);
        desk.newDaemon();
        assertThat(desk.supervisor.snapshot().processes()).isEmpty();
        assertThat(desk.alive).isEmpty();
    }

    private static ProcessSpec lingering(String name) {
        return Specs.once(Specs.spec(name)).withStop(new StopSettings(null, null, LINGER));
    }
}
