package pmon.os.linux;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelEvent.TreeEmpty;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.libc.WaitStatus;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/**
 * Watches instances until nothing of them is left. One thread.
 *
 * <pre>
 * main process alive  -- another one is named  -->  that one is watched instead, MainChanged
 * main process alive  -- its pidfd is readable -->  look for survivors, reap, ChildExited
 *                                                     none: forgotten
 *                                                     some: each watched by a pidfd of its own
 * survivors watched   -- the last one ended    -->  look again: some are watched, none means TreeEmpty, forgotten
 * </pre>
 */
final class Supervision implements AutoCloseable {
    /** Between two looks at survivors for which no descriptor could be had. */
    private static final Duration UNWATCHED_PAUSE = Duration.ofMillis(100);

    /** Looks for survivors that end before they can be watched, before the rest is left to {@link #UNWATCHED_PAUSE}. */
    private static final int LOOKS = 16;

    private final Readiness readiness = new Readiness();
    private final long[] tokens = new long[Readiness.BATCH];
    private final Map<ChildKey, Instance> instances = new ConcurrentHashMap<>();
    private final Map<Integer, Instance> mains = new ConcurrentHashMap<>();
    private final Map<Long, Watch> watches = new HashMap<>();
    private final Set<Instance> unwatched = new LinkedHashSet<>();
    private final LateExits lateExits = new LateExits();
    private final Hearing hearing = new Hearing();
    private final Host host;
    private final Descriptors descriptors;
    private final ProcessTree tree;
    private final Membership membership;
    private final Senders senders;
    private final MainChanges mainChanges;

    Supervision(Host host, Descriptors descriptors, String mark) {
        this.descriptors = descriptors;
        this.tree = new ProcessTree(
                host, pid -> mains.containsKey(pid) || OrphanReaper.shared().expects(pid));
        this.membership = new Membership(tree, this::watchesMain, mark);
        this.senders = new Senders(host, this, mark);
        this.mainChanges = new MainChanges(host, this, senders);
        this.host = host;
    }

    LateExits lateExits() {
        return lateExits;
    }

    Membership membership() {
        return membership;
    }

    /** The instance whose main process this is, or was first. Any thread. */
    Optional<Instance> instance(ProcessIdentity main) {
        return Optional.ofNullable(mains.get(main.pid()))
                .filter(instance -> instance.main().equals(main))
                .or(() -> instances.values().stream()
                        .filter(instance -> instance.leader().identity().equals(main))
                        .findFirst());
    }

    /** The instance whose main process has this number, if it is the one that began then. Any thread. */
    Optional<Instance> main(int pid, long startTicks) {
        return Optional.ofNullable(mains.get(pid))
                .filter(instance -> instance.main().startTicks() == startTicks);
    }

    ProcessTree tree() {
        return tree;
    }

    Senders senders() {
        return senders;
    }

    MainChanges mainChanges() {
        return mainChanges;
    }

    Hearing hearing() {
        return hearing;
    }

    /** Any thread. */
    Optional<Instance> instance(ChildKey key) {
        return Optional.ofNullable(instances.get(key));
    }

    /** Whether a process is a main process that is watched. */
    boolean watchesMain(int pid) {
        return mains.containsKey(pid);
    }

    /** Begins to watch a main process; zero, or minus errno, and then nothing is kept. */
    int watch(Instance instance) {
        long token = readiness.newToken();
        int watched = readiness.watch(instance.pidfd(), token);
        if (watched >= 0) {
            watches.put(token, new Watch.Main(instance));
            instances.put(instance.key(), instance);
            mains.put(instance.pid(), instance);
        }
        return watched;
    }

    /** Waits for events; may also return none, a little early, while there are survivors that cannot be watched. */
    List<KernelEvent> await(@Nullable Duration timeout) {
        var events = new ArrayList<KernelEvent>();
        changeMains(events);
        for (Instance instance : List.copyOf(unwatched)) {
            unwatched.remove(instance);
            lookAgain(instance, events);
        }
        events.addAll(lateExits.look());
        int count = readiness.await(events.isEmpty() ? bounded(timeout) : Duration.ZERO, tokens);
        for (int i = 0; i < count; i++) {
            dispatch(tokens[i], events);
        }
        return events;
    }

    void wake() {
        readiness.wake();
    }

    private @Nullable Duration bounded(@Nullable Duration timeout) {
        Duration pause = lateExits.isEmpty() ? UNWATCHED_PAUSE : LateExits.PAUSE;
        boolean nothingToLookFor = unwatched.isEmpty() && lateExits.isEmpty();
        return nothingToLookFor || (timeout != null && timeout.compareTo(pause) < 0) ? timeout : pause;
    }

    private void dispatch(long token, List<KernelEvent> events) {
        switch (watches.get(token)) {
            case Watch.Main(Instance instance) -> mainEnded(token, instance, events);
            case Watch.Survivor survivor -> survivorEnded(token, survivor, events);
            case null -> {
                // Let go of by an earlier event of the same batch.
            }
        }
    }

    private void mainEnded(long token, Instance instance, List<KernelEvent> events) {
        // As long as it is a zombie its number is taken, so session and group of what is left can be trusted.
        Guests.end(instance, tree);
        membership.recheck(instance);
        Left left = left(instance);
        if (!left.found().isEmpty() && (hearing.unheard(instance) || changedMain(instance, events))) {
            return;
        }
        hearing.forget(instance);
        boolean ours = ourChild(instance);
        Optional<ExitStatus> status;
        synchronized (instance) {
            status = exitStatus(instance, ours);
            if (status.isEmpty()) {
                return; // told too soon; epoll reminds us
            }
            instance.end();
        }
        // One may have come meanwhile; whoever comes from now on looks.
        Guests.end(instance, tree);
        mains.remove(instance.pid());
        watches.remove(token);
        readiness.unwatch(instance.pidfd()); // it would stay readable
        boolean empty = !watchSurvivors(instance, left);
        events.add(new ChildExited(instance.key(), status.get(), empty));
        if (status.get() instanceof ExitStatus.Unknown(Instant at)) {
            lateExits.expect(instance.key(), instance.pidfd(), at);
        }
        if (empty) {
            drop(instance);
        }
    }

    /** Whether its main process is a child of ours, as one is that was started; one that was named later can be its orphan. */
    private boolean ourChild(Instance instance) {
        return instance.child()
                && (instance.started()
                        || Proc.stat(instance.pid())
                                .filter(stat -> stat.parent() == host.pid())
                                .isPresent());
    }

    private boolean changedMain(Instance instance, List<KernelEvent> events) {
        ProcessIdentity before = instance.main();
        changeMains(events);
        return !instance.main().equals(before);
    }

    /** Watches the processes that programs have named instead of those that were their main ones. */
    private void changeMains(List<KernelEvent> events) {
        for (MainChanges.Named named : mainChanges.take()) {
            Instance instance = instances.get(named.key());
            if (instance == null || instance.ended() || !follow(instance, named)) {
                MainChanges.drop(named);
            } else {
                events.add(new KernelEvent.MainChanged(named.key(), named.main()));
            }
        }
    }

    private boolean follow(Instance instance, MainChanges.Named named) {
        long token = readiness.newToken();
        if (mains.containsKey(named.main().pid()) || readiness.watch(named.pidfd(), token) < 0) {
            return false;
        }
        unwatchMain(instance);
        mains.remove(instance.pid(), instance);
        if (instance.child()) {
            OrphanReaper.shared().expect(named.main().pid());
            OrphanReaper.shared().leave(instance.pid());
        }
        synchronized (instance) {
            instance.follow(new Instance.Main(named.main(), named.pidfd(), false));
        }
        watches.put(token, new Watch.Main(instance));
        mains.put(instance.pid(), instance);
        return true;
    }

    private void unwatchMain(Instance instance) {
        watches.values().removeIf(watch -> watch instanceof Watch.Main(Instance main) && main == instance);
        readiness.unwatch(instance.pidfd());
    }

    /**
     * Reaps a child. What an earlier daemon started is reaped by its new parent, and a child that a debugger has attached to by the debugger
     * first: often the kernel tells us nothing before that. Such a child is left to the reaper of orphans.
     */
    private static Optional<ExitStatus> exitStatus(Instance instance, boolean ours) {
        WaitStatus status = ours ? ProcessCalls.reapByPidfd(instance.pidfd()) : ProcessCalls.exitInfo(instance.pidfd());
        boolean unreaped = ours && status instanceof WaitStatus.Alive;
        if (unreaped && Proc.stat(instance.pid()).filter(ProcStat::dead).isEmpty()) {
            return Optional.empty();
        }
        if (unreaped) {
            OrphanReaper.shared().leave(instance.pid());
        } else if (instance.child()) {
            OrphanReaper.shared().reaped(instance.pid());
        }
        Instant now = Instant.now();
        return Optional.of(
                switch (status) {
                    case WaitStatus.Exited(int code) -> new ExitStatus.Exited(code, now);
                    case WaitStatus.Signaled(int signal) -> new ExitStatus.Signaled(signal, now);
                    case WaitStatus.Alive _, WaitStatus.Failed _ -> new ExitStatus.Unknown(now);
                });
    }

    private void survivorEnded(long token, Watch.Survivor survivor, List<KernelEvent> events) {
        unwatchSurvivor(token, survivor);
        Instance instance = survivor.instance();
        instance.survivors().remove(token);
        if (instance.survivors().isEmpty() && !unwatched.contains(instance)) {
            lookAgain(instance, events);
        }
    }

    private void lookAgain(Instance instance, List<KernelEvent> events) {
        if (!watchSurvivors(instance, left(instance))) {
            events.add(new TreeEmpty(instance.key()));
            drop(instance);
        }
    }

    /**
     * What was found of an instance whose main process is dead.
     *
     * @param all whether everything could be looked at
     */
    private record Left(List<ProcStat> found, boolean all) {
        boolean nothing() {
            return all && found.isEmpty();
        }
    }

    private Left left(Instance instance) {
        long shortages = FileCalls.shortages();
        List<ProcStat> found = tree.left(instance);
        return new Left(found, FileCalls.shortages() == shortages);
    }

    /** Watches what was found; false when nothing of the instance is left. */
    private boolean watchSurvivors(Instance instance, Left first) {
        Left left = first;
        for (int look = 0; look < LOOKS && !left.nothing(); look++) {
            boolean all = left.all();
            for (ProcStat survivor : left.found()) {
                all = all && watchSurvivor(instance, survivor);
            }
            if (!all) {
                // What ends these needs descriptors, too, and so does everybody else.
                unwatchSurvivors(instance);
                unwatched.add(instance);
                return true;
            }
            if (!instance.survivors().isEmpty()) {
                return true;
            }
            left = left(instance);
        }
        if (!left.nothing()) {
            unwatched.add(instance);
        }
        return !left.nothing();
    }

    /** Watches a process if it is still there; false when it is and cannot be watched. */
    private boolean watchSurvivor(Instance instance, ProcStat survivor) {
        int pidfd = descriptors.pidfdOpen(survivor.pid());
        if (pidfd < 0) {
            return !Refusals.resources(-pidfd);
        }
        long shortages = FileCalls.shortages();
        Optional<ProcStat> now = Proc.stat(survivor.pid());
        if (now.isEmpty() || now.get().startTicks() != survivor.startTicks()) {
            FileCalls.close(pidfd);
            return FileCalls.shortages() == shortages;
        }
        long token = readiness.newToken();
        if (readiness.watch(pidfd, token) < 0) {
            FileCalls.close(pidfd);
            return false;
        }
        watches.put(token, new Watch.Survivor(instance, pidfd));
        instance.survivors().add(token);
        return true;
    }

    private void unwatchSurvivor(long token, Watch watch) {
        watches.remove(token);
        readiness.unwatch(watch.pidfd());
        FileCalls.close(watch.pidfd());
    }

    private void unwatchSurvivors(Instance instance) {
        for (long token : instance.survivors()) {
            unwatchSurvivor(token, Objects.requireNonNull(watches.get(token)));
        }
        instance.survivors().clear();
    }

    /** Forgets an instance; what lives of it lives on, and is reaped when it ends as our child. */
    void release(Instance instance) {
        unwatchSurvivors(instance);
        if (!instance.ended()) {
            unwatchMain(instance);
        }
        if (!instance.ended() && instance.child()) {
            OrphanReaper.shared().leave(instance.pid());
        }
        instance.end();
        Guests.end(instance, tree);
        mains.remove(instance.pid(), instance);
        drop(instance);
    }

    private void drop(Instance instance) {
        membership.forget(instance);
        instances.remove(instance.key());
        unwatched.remove(instance);
        hearing.forget(instance);
        instance.close();
    }

    @Override
    public void close() {
        for (Instance instance : List.copyOf(instances.values())) {
            release(instance);
        }
        membership.close();
        lateExits.close();
        readiness.close();
    }
}
