package pmon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Defaults;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Supervisor;
import pmon.core.time.Moment;
import pmon.testkit.kernel.FakeKernel;
import pmon.testkit.kernel.FakeMachine;
import pmon.testkit.time.ManualClock;

/** One life of a daemon: the supervisor and its loop, on a machine and a ledger that outlive it. */
final class DaemonRun {
    static final String MARK = "simulation";
    private static final KernelSettings SETTINGS = new KernelSettings(MARK, OptionalLong.empty());

    /** The daemon dies. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the daemon dies", null, false, false);
        }
    }

    final Supervisor supervisor;
    final FakeKernel kernel;
    /** What others have sent and it has not heard yet. */
    final Deque<Input> mailbox = new ArrayDeque<>();

    boolean finished;
    /** It dies before it carries out this many more effects; negative for never. */
    int effectsToLive = -1;

    private final ManualClock clock;
    private final Ledger ledger;
    private final Observer observer;
    private final Deque<Input> answers = new ArrayDeque<>();

    /** Sees everything that is decided. */
    interface Observer {
        void hears(Input input, Moment now);

        void does(Effect effect, Moment now);
    }

    DaemonRun(FakeMachine machine, ManualClock clock, Ledger ledger, Observer observer) {
        this.clock = clock;
        this.ledger = ledger;
        this.observer = observer;
        kernel = new FakeKernel(machine, SETTINGS);
        supervisor = new Supervisor(Defaults.STANDARD, ledger.recovered());
    }

    void boot(List<Configured> entries) {
        hear(new Input.Boot(kernel.self().bootId(), entries));
    }

    void hear(Input first) {
        answers.add(first);
        while (!answers.isEmpty()) {
            Input input = answers.poll();
            observer.hears(input, clock.now());
            for (Effect effect : supervisor.handle(input, clock.now())) {
                if (effectsToLive >= 0 && effectsToLive-- == 0) {
                    throw new Death();
                }
                observer.does(effect, clock.now());
                carryOut(effect);
            }
        }
    }

    void hearMail() {
        Input input = mailbox.poll();
        if (input != null) {
            hear(input);
        }
    }

    void hearKernel() {
        for (KernelEvent event : kernel.await(Duration.ZERO)) {
            hear(
                    switch (event) {
                        case KernelEvent.ChildExited(var key, var status, boolean treeEmpty) ->
                            new Input.ChildExited(key, status, treeEmpty);
                        case KernelEvent.TreeEmpty(var key) -> new Input.TreeEmpty(key);
                    });
        }
    }

    void hearTime() {
        Moment deadline = supervisor.nextDeadline();
        if (deadline != null && clock.now().reached(deadline)) {
            hear(new Input.Tick());
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Spawn spawn -> answers.add(spawn(spawn));
            case Effect.Adopt adopt -> answers.add(adopt(adopt));
            case Effect.SignalTree(var key, var signal) -> {
                boolean ignored = kernel.signalTree(key, signal);
            }
            case Effect.SignalMain(var key, var signal) -> {
                boolean ignored = kernel.signalMain(key, signal);
            }
            case Effect.Release(var key) -> kernel.release(key);
            case Effect.Append append -> ledger.append(append);
            case Effect.RemoveLogs removal -> {}
            case Effect.Reply reply -> {}
            case Effect.Finish finish -> finished = true;
        }
    }

    private Input spawn(Effect.Spawn spawn) {
        var spec = spawn.spec();
        SpawnCommand command = new SpawnCommand(
                spawn.key(),
                spec.file(),
                List.copyOf(spec.args()),
                Map.of(),
                spec.cwd(),
                spec.user(),
                new SpawnCommand.Output.Discard());
        return switch (kernel.spawn(command)) {
            case SpawnResult.Spawned(var identity) -> new Input.Spawned(spawn.key(), identity);
            case SpawnResult.Refused refused -> new Input.SpawnRefused(spawn.key(), refused);
        };
    }

    private Input adopt(Effect.Adopt adopt) {
        var identity = adopt.identity();
        Adoption adoption = identity == null
                ? kernel.adoptMarked(adopt.key(), MARK, adopt.user())
                : kernel.adopt(adopt.key(), identity, adopt.user());
        return new Input.AdoptionEnded(adopt.key(), adoption);
    }
}
