package pmon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BooleanSupplier;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Snapshot;
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

    /** Checks that have not come to their end; those of instances that have ended may still be told of. */
    final List<Effect.Check> checks = new ArrayList<>();

    boolean finished;
    /** It dies before it carries out this many more effects; negative for never. */
    int effectsToLive = -1;

    /** Whether what is to be taken over next ends just before. */
    BooleanSupplier vanishes = () -> false;

    private final FakeMachine machine;
    private final Flaw flaw;
    /** Exits that it has not heard of yet. */
    private final List<Input> late = new ArrayList<>();

    private final ManualClock clock;
    private final Ledger ledger;
    private final Observer observer;
    private final Deque<Input> answers = new ArrayDeque<>();

    /** Sees everything that is decided. */
    interface Observer {
        void hears(Input input, Moment now);

        void does(Effect effect, Input cause, Moment now);

        void saw(Snapshot snapshot);
    }

    DaemonRun(FakeMachine machine, ManualClock clock, Ledger ledger, Flaw flaw, Observer observer) {
        this.machine = machine;
        this.flaw = flaw;
        this.clock = clock;
        this.ledger = ledger;
        this.observer = observer;
        kernel = new FakeKernel(machine, SETTINGS);
        supervisor = new Supervisor(flaw.defaults(), flaw.recovered(ledger.recovered()));
    }

    void boot(List<Configured> entries) {
        hear(new Input.Boot(kernel.self().bootId(), entries));
    }

    void hear(Input first) {
        answers.add(first);
        while (!answers.isEmpty()) {
            Input input = answers.poll();
            observer.hears(input, clock.now());
            decide(input);
        }
    }

    private void decide(Input input) {
        List<Input> imagined = new ArrayList<>();
        for (Effect effect : flaw.effects(input, supervisor.handle(input, clock.now()))) {
            if (effectsToLive >= 0 && effectsToLive-- == 0) {
                throw new Death();
            }
            observer.does(effect, input, clock.now());
            carryOut(effect);
            imagined.addAll(flaw.imagines(input, effect));
        }
        observer.saw(supervisor.snapshot());
        imagined.forEach(this::decide);
    }

    void hearMail() {
        Input input = mailbox.poll();
        if (input != null) {
            hear(input);
        }
    }

    void hearKernel() {
        collect();
        while (!late.isEmpty()) {
            hear(late.removeFirst());
        }
    }

    /** Hears some of what has happened, in any order that the kernel may tell it in: of one instance, what happened first. */
    void hearSome(Random random) {
        collect();
        for (int more = random.nextInt(late.size() + 1); more > 0; more--) {
            ChildKey key = key(late.get(random.nextInt(late.size())));
            Input first = late.stream()
                    .filter(input -> key(input).equals(key))
                    .findFirst()
                    .orElseThrow();
            late.remove(first);
            hear(first);
        }
    }

    private void collect() {
        for (KernelEvent event : kernel.await(Duration.ZERO)) {
            late.add(
                    switch (event) {
                        case KernelEvent.ChildExited(var key, var status, boolean treeEmpty) ->
                            new Input.ChildExited(key, status, treeEmpty || flaw.believes());
                        case KernelEvent.TreeEmpty(var key) -> new Input.TreeEmpty(key);
                        case KernelEvent.MainChanged(var key, var main) -> new Input.MainChanged(key, main);
                        case KernelEvent.ExitLearned(var key, var status) -> new Input.ExitLearned(key, status);
                    });
        }
    }

    private static ChildKey key(Input input) {
        return switch (input) {
            case Input.ChildExited exited -> exited.key();
            case Input.TreeEmpty empty -> empty.key();
            case Input.MainChanged changed -> changed.key();
            default -> throw new IllegalArgumentException("not of the kernel: " + input);
        };
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
                flaw.signalling(machine, new Effect.SignalTree(key, signal));
                boolean ignored = kernel.signalTree(key, signal);
            }
            case Effect.SignalMain(var key, var signal) -> {
                boolean ignored = kernel.signalMain(key, signal);
            }
            case Effect.Release(var key) -> kernel.release(key);
            case Effect.Append append -> ledger.append(append);
            case Effect.Check check -> checks.add(check);
            case Effect.EndChecks end -> {}
            case Effect.Deleted deleted -> {}
            case Effect.RemoveLogs removal -> {}
            case Effect.Reply reply -> {}
            case Effect.Warn warn -> {}
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
            case SpawnResult.Spawned(var identity) -> {
                flaw.spawned(machine, spawn);
                yield new Input.Spawned(spawn.key(), identity);
            }
            case SpawnResult.Refused refused -> new Input.SpawnRefused(spawn.key(), refused);
        };
    }

    private Input adopt(Effect.Adopt adopt) {
        var identity = adopt.identity();
        if (vanishes.getAsBoolean()) {
            machine.mains().stream()
                    .filter(main -> main.key().process() == adopt.key().process())
                    .forEach(main -> machine.kill(main, Signal.KILL));
        }
        if (!flaw.adopts()) {
            return new Input.AdoptionEnded(adopt.key(), new Adoption.Gone());
        }
        Adoption adoption = identity == null
                ? kernel.adoptMarked(adopt.key(), MARK, adopt.spec().user())
                : kernel.adopt(adopt.key(), identity, adopt.spec().user());
        return new Input.AdoptionEnded(adopt.key(), adoption);
    }
}
