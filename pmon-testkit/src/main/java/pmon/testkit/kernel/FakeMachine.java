package pmon.testkit.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.testkit.time.ManualClock;

/**
 * The only pretend operating system: processes that outlive the daemons which start them. Nothing happens by itself: whoever holds the
 * machine says which process ends, and when those end that got a signal. Pids are given out again as soon as they are free. Not for
 * several threads.
 */
public final class FakeMachine {
    private static final int DAEMON_PID = 2;
    /** No program has this id. */
    private static final ChildKey BYSTANDER = new ChildKey(0, 0);

    private final ManualClock clock;
    private final TreeMap<Integer, FakeProcess> processes = new TreeMap<>();
    /** Those that got a signal they end on, and have not ended yet. */
    private final Map<FakeProcess, Signal> doomed = new LinkedHashMap<>();

    private Function<SpawnCommand, Nature> natures = command -> Nature.PLAIN;
    private Function<SpawnCommand, Optional<SpawnResult.Refused>> refusals = command -> Optional.empty();
    private Predicate<FakeProcess> unreachable = process -> false;
    private FakeProcess.@Nullable Watcher watcher;
    private int boots = 1;
    private long ticks;

    public FakeMachine(ManualClock clock) {
        this.clock = clock;
    }

    /** Says what programs are like from now on. */
    public void natures(Function<SpawnCommand, Nature> says) {
        natures = says;
    }

    /** Says which spawns are refused from now on. */
    public void refusals(Function<SpawnCommand, Optional<SpawnResult.Refused>> says) {
        refusals = says;
    }

    /** Says which processes the daemon may not signal from now on, as if it lacked the permission (kill(2), EPERM). */
    public void unreachable(Predicate<FakeProcess> says) {
        unreachable = says;
    }

    /** A process of somebody else begins, with the lowest pid that is free. */
    public void bystander() {
        add(BYSTANDER, "", 0, false, false);
    }

    /** A second main process of the same instance begins, which must never happen. */
    public void fork(FakeProcess process) {
        add(process.key(), process.mark(), process.uid(), true, process.deaf());
    }

    /** A signal hits somebody else's processes, which must never happen. */
    public void strayed(Signal signal) {
        signal(matching(FakeProcess::bystander), signal);
    }

    /** Everything that lives, in the order of the pids. */
    public List<FakeProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** The main processes that live, in the order of the pids. */
    public List<FakeProcess> mains() {
        return matching(FakeProcess::main);
    }

    /** Those that got a signal and have not ended yet, the oldest signal first. */
    public List<FakeProcess> doomed() {
        return List.copyOf(doomed.keySet());
    }

    /** Lets a process call exit. */
    public void exit(FakeProcess process, int code) {
        end(process, new ExitStatus.Exited(code, clock.now().wall()));
    }

    /** Lets a process end by a signal, at once. */
    public void kill(FakeProcess process, Signal signal) {
        end(process, new ExitStatus.Signaled(signal.number(), clock.now().wall()));
    }

    /** Lets a process end that got a signal. */
    public void settle(FakeProcess process) {
        Signal signal = doomed.get(process);
        if (signal != null) {
            kill(process, signal);
        }
    }

    /** Lets all processes end that got a signal. */
    public void settle() {
        doomed().forEach(this::settle);
    }

    /** Everything ends unseen, and the machine starts again. */
    public void reboot() {
        watcher = null;
        processes.clear();
        doomed.clear();
        ticks = 0;
        boots++;
    }

    String bootId() {
        return "boot-" + boots;
    }

    ProcessIdentity daemon() {
        return new ProcessIdentity(DAEMON_PID, 0, bootId());
    }

    ManualClock clock() {
        return clock;
    }

    /** From now on this one hears of ends; the one before hears nothing more, as if it had been killed. */
    void watchedBy(FakeProcess.Watcher next) {
        watcher = next;
    }

    SpawnResult spawn(SpawnCommand command, String mark) {
        Optional<SpawnResult.Refused> refused = refusals.apply(command);
        if (refused.isPresent()) {
            return refused.get();
        }
        Nature nature = natures.apply(command);
        FakeProcess main = add(command.key(), mark, command.user().uid(), true, nature.mainIsDeaf());
        for (int i = 0; i < nature.children(); i++) {
            add(command.key(), mark, command.user().uid(), false, nature.childrenAreDeaf());
        }
        return new SpawnResult.Spawned(main.identity());
    }

    Optional<FakeProcess> find(ProcessIdentity identity) {
        return Optional.ofNullable(processes.get(identity.pid()))
                .filter(process -> process.identity().equals(identity));
    }

    /** The newest main process with this mark in one of these instances. */
    Optional<FakeProcess> find(String mark, int program, int fromGeneration, long uid) {
        return matching(process -> process.main()
                        && process.mark().equals(mark)
                        && process.uid() == uid
                        && process.key().process() == program
                        && process.key().generation() >= fromGeneration)
                .stream()
                .findFirst();
    }

    /** What lives of the tree whose main process was this one. */
    List<FakeProcess> tree(FakeProcess main) {
        return matching(process -> sameTree(process, main));
    }

    boolean signal(List<FakeProcess> targets, Signal signal) {
        List<FakeProcess> living = new ArrayList<>(targets);
        living.retainAll(processes.values());
        living.removeIf(unreachable);
        for (FakeProcess process : living) {
            if (process.endsOn(signal)) {
                doomed.merge(process, signal, (earlier, later) -> later == Signal.KILL ? later : earlier);
            }
        }
        return !living.isEmpty();
    }

    private FakeProcess add(ChildKey key, String mark, long uid, boolean main, boolean deaf) {
        int pid = DAEMON_PID + 1;
        while (processes.containsKey(pid)) {
            pid++;
        }
        var identity = new ProcessIdentity(pid, ++ticks, bootId());
        FakeProcess process = new FakeProcess(identity, mark, key, uid, main, deaf);
        processes.put(pid, process);
        return process;
    }

    private void end(FakeProcess process, ExitStatus exit) {
        if (!processes.remove(process.identity().pid(), process)) {
            throw new IllegalArgumentException("does not live: " + process);
        }
        doomed.remove(process);
        if (watcher != null) {
            watcher.ended(process, process.main() ? exit : null);
        }
    }

    private List<FakeProcess> matching(Predicate<FakeProcess> wanted) {
        return processes.values().stream().filter(wanted).toList();
    }

    private static boolean sameTree(FakeProcess one, FakeProcess other) {
        return one.key().equals(other.key()) && one.mark().equals(other.mark());
    }
}
