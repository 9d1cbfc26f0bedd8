package pmon.testkit.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.Accounts;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.kernel.Usage;

/**
 * One daemon's sight of a {@link FakeMachine}. Opening another one is the death of the first. {@link #await} never waits: with nothing to
 * tell it moves the clock to the end of the wait. Whatever the kill mode, it reaches whole trees.
 */
public final class FakeKernel implements Kernel {
    private final FakeMachine machine;
    private final String mark;
    private final Map<ChildKey, Watched> watched = new LinkedHashMap<>();
    private final List<KernelEvent> events = new ArrayList<>();
    private boolean woken;

    /**
     * An instance that is watched.
     *
     * @param main its main process, alive or not
     * @param child whether this daemon started it, so that the kernel tells how it ends
     */
    private record Watched(FakeProcess main, boolean child) {}

    public FakeKernel(FakeMachine machine, KernelSettings settings) {
        this.machine = machine;
        this.mark = settings.instanceMark();
        machine.watchedBy(this::ended);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public SpawnResult spawn(SpawnCommand command) {
        checkNew(command.key());
        SpawnResult result = machine.spawn(command, mark);
        if (result instanceof SpawnResult.Spawned(ProcessIdentity identity)) {
            watch(command.key(), machine.find(identity).orElseThrow(), true);
        }
        return result;
    }

    @Override
    public Adoption adopt(ChildKey key, ProcessIdentity identity, Account user, KillMode killMode) {
        checkNew(key);
        return adopted(key, machine.find(identity));
    }

    @Override
    public Adoption adoptMarked(ChildKey key, String earlierMark, Account user, KillMode killMode) {
        checkNew(key);
        return adopted(key, machine.find(earlierMark, key.process(), key.generation(), user.uid()));
    }

    private Adoption adopted(ChildKey key, Optional<FakeProcess> found) {
        found.ifPresent(process -> watch(key, process, false));
        return found.<Adoption>map(process -> new Adoption.Adopted(process.identity()))
                .orElseGet(Adoption.Gone::new);
    }

    @Override
    public boolean signalTree(ChildKey key, Signal signal) {
        Watched instance = watched.get(key);
        return instance != null && machine.signal(machine.tree(instance.main), signal);
    }

    @Override
    public boolean signalMain(ChildKey key, Signal signal) {
        Watched instance = watched.get(key);
        return instance != null && machine.signal(List.of(instance.main), signal);
    }

    @Override
    public void release(ChildKey key) {
        watched.remove(key);
    }

    @Override
    public List<KernelEvent> await(@Nullable Duration timeout) {
        List<KernelEvent> told = List.copyOf(events);
        events.clear();
        if (told.isEmpty() && !woken) {
            if (timeout == null) {
                throw new IllegalStateException("nothing will ever end this wait");
            }
            machine.clock().advance(timeout);
        }
        woken = false;
        return told;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public Optional<Usage> usage(ProcessIdentity identity) {
        return machine.find(identity).map(process -> new Usage(0, 0));
    }

    @Override
    public Access executable(String file, Account user) {
        return Access.GRANTED;
    }

    @Override
    public Access directory(String directory, Account user) {
        return Access.GRANTED;
    }

    @Override
    public Accounts accounts() {
        return FakeAccounts.ROOT_ONLY;
    }

    @Override
    public ProcessIdentity self() {
        return machine.daemon();
    }

    @Override
    public void close() {
        watched.clear();
        events.clear();
    }

    private void checkNew(ChildKey key) {
        if (watched.containsKey(key)) {
            throw new IllegalStateException("instance " + key + " is still watched");
        }
    }

    private void watch(ChildKey key, FakeProcess main, boolean child) {
        watched.put(key, new Watched(main, child));
    }

    private void ended(FakeProcess process, @Nullable ExitStatus exit) {
        for (ChildKey key : List.copyOf(watched.keySet())) {
            Watched instance = watched.get(key);
            if (instance == null || !instance.main.key().equals(process.key())) {
                continue;
            }
            List<FakeProcess> left = machine.tree(instance.main);
            if (exit != null) {
                ExitStatus told = instance.child ? exit : new ExitStatus.Unknown(exit.at());
                events.add(new KernelEvent.ChildExited(key, told, left.isEmpty()));
            } else if (left.isEmpty()) {
                events.add(new KernelEvent.TreeEmpty(key));
            }
            if (left.isEmpty()) {
                watched.remove(key);
            }
        }
    }
}
