package pmon.core.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.Check;
import pmon.api.process.Health;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;

/** Programs that say which of their processes is the main one. */
final class MainChangedTest {
    private static final ProcessIdentity OTHER = new ProcessIdentity(4711, 12, Desk.BOOT);
    private static final MonitorSpec READY = new MonitorSpec("ready", Role.READY, new Check.Single("notify", Map.of()));

    private final Desk desk = new Desk();

    @Test
    void theOtherProcessIsShownRecordedAndTold() {
        desk.running("web");
        var before = desk.process("web");
        changes("web");
        assertThat(desk.process("web").main()).isEqualTo(OTHER);
        assertThat(desk.store.get(before.id()).instance()).isEqualTo(OTHER);
        assertThat(desk.store.get(before.id()).startedAt())
                .as("it is the same instance")
                .isEqualTo(before.record().startedAt());
        assertThat(desk.events("web")).endsWith(ProcessEvent.Type.STARTED, ProcessEvent.Type.MAIN_CHANGED);
        assertThat(desk.spawned()).isOne();
        assertThat(desk.restarts("web")).isZero();
    }

    @Test
    void itsEndIsTheEndOfTheInstance() {
        desk.running("web");
        changes("web");
        desk.exits("web", 3);
        assertThat(desk.restarts("web")).isOne();
        assertThat(desk.process("web").record().exit().describe()).isEqualTo("exit code 3");
    }

    @Test
    void theNextDaemonTakesThatOneOver() {
        desk.running("web");
        changes("web");
        desk.newDaemon();
        assertThat(desk.process("web").main()).isEqualTo(OTHER);
        assertThat(desk.spawned()).isZero();
    }

    @Test
    void oneThatIsReadyStaysSo() {
        desk.exec(Specs.spec("web").withTask(new TaskSettings(List.of(READY), null, Map.of())));
        desk.passes("web");
        changes("web");
        assertThat(desk.process("web").health()).isEqualTo(Health.HEALTHY);
        desk.newDaemon();
        assertThat(desk.process("web").health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void oneThatIsBeingStoppedHasEndedWhenTheOtherHas() {
        desk.running("web");
        long stop = desk.stop("web");
        changes("web");
        assertThat(desk.process("web").main()).isEqualTo(OTHER);
        desk.exits("web", 0);
        assertThat(desk.done(stop)).isTrue();
        assertThat(desk.process("web").record().reason()).isEqualTo("stopped by root");
    }

    @Test
    void whatAnEarlierInstanceSaysIsDropped() {
        desk.running("web");
        ChildKey earlier = desk.key("web");
        desk.exits("web", 1);
        ProcessIdentity main = desk.process("web").main();
        desk.hear(new Input.MainChanged(earlier, OTHER));
        assertThat(desk.process("web").main()).isEqualTo(main);
    }

    private void changes(String name) {
        desk.alive.put(desk.key(name), OTHER);
        desk.hear(new Input.MainChanged(desk.key(name), OTHER));
    }
}
