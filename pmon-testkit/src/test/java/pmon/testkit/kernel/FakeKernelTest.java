package pmon.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.time.Moment;
import pmon.testkit.time.ManualClock;

class FakeKernelTest {
    private static final String MARK = "m";
    private static final ChildKey WEB = new ChildKey(1, 1);

    private final ManualClock clock = new ManualClock();
    private final FakeMachine machine = new FakeMachine(clock);
    private FakeKernel kernel = open();

    @Test
    void tellsHowAChildEnds() {
        spawn(WEB);
        machine.exit(machine.mains().getFirst(), 3);
        ExitStatus exit = new ExitStatus.Exited(3, clock.now().wall());
        assertThat(events()).containsExactly(new KernelEvent.ChildExited(WEB, exit, true));
        assertThat(kernel.signalTree(WEB, Signal.KILL)).isFalse();
    }

    @Test
    void aSignalledTreeEndsWhenTheMachineSettles() {
        machine.natures(command -> new Nature(1, false, false));
        spawn(WEB);
        assertThat(kernel.signalTree(WEB, Signal.TERM)).isTrue();
        assertThat(machine.processes()).hasSize(2);
        machine.settle();
        assertThat(machine.processes()).isEmpty();
        assertThat(events()).hasSize(2).last().isEqualTo(new KernelEvent.TreeEmpty(WEB));
    }

    @Test
    void theDeafEndOnKillOnly() {
        machine.natures(command -> new Nature(1, false, true));
        spawn(WEB);
        kernel.signalTree(WEB, Signal.TERM);
        machine.settle();
        assertThat(events())
                .singleElement()
                .isInstanceOfSatisfying(
                        KernelEvent.ChildExited.class,
                        exited -> assertThat(exited.treeEmpty()).isFalse());
        kernel.signalTree(WEB, Signal.KILL);
        machine.settle();
        assertThat(events()).containsExactly(new KernelEvent.TreeEmpty(WEB));
    }

    @Test
    void pidsAreGivenOutAgainAndIdentitiesAreNot() {
        ProcessIdentity first = spawn(WEB);
        machine.exit(machine.mains().getFirst(), 0);
        ProcessIdentity second = spawn(new ChildKey(2, 1));
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second).isNotEqualTo(first);
        assertThat(kernel.usage(first)).isEmpty();
        assertThat(kernel.usage(second)).isPresent();
    }

    @Test
    void processesOutliveADaemonAndAreTakenOver() {
        ProcessIdentity main = spawn(WEB);
        kernel = open();
        assertThat(kernel.adopt(WEB, main, kernel.accounts().self())).isEqualTo(new Adoption.Adopted(main));
        machine.exit(machine.mains().getFirst(), 0);
        ExitStatus unknown = new ExitStatus.Unknown(clock.now().wall());
        assertThat(events()).containsExactly(new KernelEvent.ChildExited(WEB, unknown, true));
    }

    @Test
    void aMarkIsFoundFromAGenerationOn() {
        ProcessIdentity main = spawn(new ChildKey(1, 5));
        kernel = open();
        var self = kernel.accounts().self();
        assertThat(kernel.adoptMarked(new ChildKey(1, 6), MARK, self)).isEqualTo(new Adoption.Gone());
        assertThat(kernel.adoptMarked(new ChildKey(2, 1), MARK, self)).isEqualTo(new Adoption.Gone());
        assertThat(kernel.adoptMarked(WEB, "other", self)).isEqualTo(new Adoption.Gone());
        assertThat(kernel.adoptMarked(new ChildKey(1, 2), MARK, self)).isEqualTo(new Adoption.Adopted(main));
    }

    @Test
    void aDeadDaemonHearsNothing() {
        spawn(WEB);
        FakeKernel dead = kernel;
        kernel = open();
        machine.exit(machine.mains().getFirst(), 0);
        assertThat(dead.await(Duration.ZERO)).isEmpty();
    }

    @Test
    void nothingOutlivesAReboot() {
        ProcessIdentity main = spawn(WEB);
        machine.reboot();
        kernel = open();
        assertThat(kernel.self().bootId()).isNotEqualTo(main.bootId());
        assertThat(kernel.adopt(WEB, main, kernel.accounts().self())).isEqualTo(new Adoption.Gone());
    }

    @Test
    void aRefusalLeavesNothing() {
        var refusal = new SpawnResult.Refused(SpawnResult.Cause.NO_RESOURCES, "no");
        machine.refusals(command -> Optional.of(refusal));
        assertThat(kernel.spawn(command(WEB))).isEqualTo(refusal);
        assertThat(machine.processes()).isEmpty();
    }

    @Test
    void aWaitWithNothingToTellMovesTheClock() {
        Moment before = clock.now();
        assertThat(kernel.await(Duration.ofSeconds(2))).isEmpty();
        assertThat(clock.now().since(before)).isEqualTo(Duration.ofSeconds(2));
        kernel.wake();
        assertThat(kernel.await(null)).isEmpty();
        assertThatThrownBy(() -> kernel.await(null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReleasedInstanceTellsNothing() {
        spawn(WEB);
        kernel.release(WEB);
        assertThat(kernel.signalTree(WEB, Signal.TERM)).isFalse();
        machine.exit(machine.mains().getFirst(), 0);
        assertThat(events()).isEmpty();
    }

    private FakeKernel open() {
        return new FakeKernel(machine, new KernelSettings(MARK, OptionalLong.empty()));
    }

    private List<KernelEvent> events() {
        return kernel.await(Duration.ZERO);
    }

    private ProcessIdentity spawn(ChildKey key) {
        return ((SpawnResult.Spawned) kernel.spawn(command(key))).identity();
    }

    private SpawnCommand command(ChildKey key) {
        return new SpawnCommand(
                key, "/bin/web", List.of(), Map.of(), "/", kernel.accounts().self(), new SpawnCommand.Output.Discard());
    }
}
