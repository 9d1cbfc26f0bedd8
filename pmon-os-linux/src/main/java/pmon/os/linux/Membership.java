package pmon.os.linux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.ChildKey;
import pmon.os.linux.cgroup.ControlGroup;
import pmon.os.linux.cgroup.Hierarchy;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/**
 * Keeps each instance in a control group of its own, where the system lets us make one: in the group that the daemon is in, one named
 * after its instance mark, and in that one an instance's, whose name says which process is its main, so that the next daemon finds it.
 *
 * <p>A process is moved after it was spawned and by a thread of its own, because the first move after a while takes 10 ms (it waits
 * for an RCU grace period). What was forked before is moved too, until a look finds nobody outside; from then on the instance is
 * <em>gathered</em>, and its group is its membership.
 */
final class Membership implements AutoCloseable {
    /** Looks for members outside of the group, before the search for them goes on without it. */
    private static final int LOOKS = 32;

    /** What SIGKILL has been sent to is gone after this long, or hangs in the kernel. */
    private static final Duration DYING = Duration.ofSeconds(2);

    private static final long DYING_PAUSE_NANOS = 500_000;
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final int MARK_LENGTH_BOUND = 100;

    /** A group whose members are gone is removed after as many tries, or with the stale ones of the next daemon. */
    private static final int REMOVALS = 10;

    private static final Duration REMOVAL_PAUSE = Duration.ofMillis(20);

    /**
     * What was taken over is gathered when the daemon has come up: nearly always it is in its group, and looking after that for a thousand
     * programs takes a core as long as all the rest of a start.
     */
    private static final Duration COMING_UP = Duration.ofSeconds(1);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("pmon-members").daemon().factory());
    private final ProcessTree tree;
    private final IntPredicate mainOfSomebody;
    private final String mark;
    private final @Nullable Hierarchy hierarchy;
    private final String home;
    /** Groups of instances that are gone, which could not be removed yet. */
    private final Set<ControlGroup> leaving = new HashSet<>();

    private @Nullable List<Kept> kept;

    /** A group that an earlier daemon made, by what its name says. */
    private record Kept(ControlGroup group, int process, int generation, int main, long startTicks) {}

    Membership(ProcessTree tree, IntPredicate mainOfSomebody, String mark) {
        this.tree = tree;
        this.mainOfSomebody = mainOfSomebody;
        this.mark = mark;
        this.hierarchy = safe(mark) ? Hierarchy.find().orElse(null) : null;
        this.home = hierarchy == null ? "" : hierarchy.own() + "/" + homeName();
        if (hierarchy != null) {
            var _ = thread.schedule(this::removeStale, COMING_UP.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Brings a new instance together, soon. */
    void gather(Instance instance) {
        Hierarchy groups = hierarchy;
        if (groups != null) {
            thread.execute(() -> gather(instance, groups));
        }
    }

    /**
     * Brings a process that was just started for an instance into its tree, and with it whatever that has started meanwhile. Nothing
     * happens where the instance has no group. Any thread.
     */
    void join(Instance instance, int pid) {
        ControlGroup group = instance.group();
        Hierarchy groups = hierarchy;
        if (group == null || groups == null) {
            return;
        }
        boolean outside = true;
        for (int look = 0; look < LOOKS && outside; look++) {
            outside = false;
            for (ProcStat member : tree.descendants(pid)) {
                if (!group.holds(member.pid(), groups)) {
                    outside = true;
                    move(instance, member, group, groups);
                }
            }
        }
    }

    /** The instance that the group of a process is named after; empty where it is in none of ours. Any thread. */
    Optional<ChildKey> instanceOf(int pid) {
        Hierarchy groups = hierarchy;
        if (groups == null) {
            return Optional.empty();
        }
        String directory = groups.directoryOf(pid);
        int in = directory.indexOf("/" + homeName() + "/");
        if (in < 0) {
            return Optional.empty();
        }
        int begin = in + homeName().length() + 2;
        int end = directory.indexOf('/', begin);
        return parse(new ControlGroup(end < 0 ? directory : directory.substring(0, end)))
                .map(one -> new ChildKey(one.process(), one.generation()));
    }

    /** Takes over the group that an earlier daemon made, or gathers one that it could not. */
    void adopted(Instance instance) {
        Hierarchy groups = hierarchy;
        if (groups == null) {
            return;
        }
        String directory = groups.directoryOf(instance.pid());
        int in = directory.indexOf("/" + homeName() + "/");
        if (in >= 0) {
            int end = directory.indexOf('/', in + homeName().length() + 2);
            instance.join(new ControlGroup(end < 0 ? directory : directory.substring(0, end)));
        }
        var _ = thread.schedule(() -> gather(instance, groups), COMING_UP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Looks whether the main process, which lives or is not reaped, is still in its group: one that was moved out starts others where it is
     * now. A zombie shows the group that it was in.
     */
    void recheck(Instance instance) {
        ControlGroup group = instance.group();
        Hierarchy groups = hierarchy;
        if (groups != null && group != null && instance.isGathered()) {
            var now = new ControlGroup(groups.directoryOf(instance.pid()));
            if (!now.directory().isEmpty() && !group.contains(now)) {
                instance.moved(now);
            }
        }
    }

    /** Removes the group of an instance of which nothing is left, and the daemon's own with the last: at its end there may be no time. */
    void forget(Instance instance) {
        ControlGroup group = instance.group();
        if (hierarchy != null) {
            // Also where there is none yet: it may just be made.
            thread.execute(() -> {
                ControlGroup made = group == null ? instance.group() : group;
                if (made != null) {
                    remove(made, REMOVALS);
                }
            });
        }
    }

    /** The kernel may tell of an exit before it has taken the process out of its group, which cannot be removed until then. */
    private void remove(ControlGroup group, int tries) {
        if (group.remove()) {
            leaving.remove(group);
            new ControlGroup(home).dissolve();
        } else if (tries > 1) {
            leaving.add(group);
            var _ = thread.schedule(() -> remove(group, tries - 1), REMOVAL_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The main process of the newest instance with this generation or a later one, by the name of its group. */
    Optional<ProcStat> main(String instanceMark, int process, int generation) {
        if (!instanceMark.equals(mark)) {
            return Optional.empty();
        }
        return kept().stream()
                .filter(one -> one.process() == process && one.generation() >= generation)
                .filter(one -> !mainOfSomebody.test(one.main()))
                .sorted(Comparator.comparingInt(Kept::generation).reversed())
                .flatMap(
                        one -> Proc.stat(one.main())
                                .filter(stat -> stat.startTicks() == one.startTicks() && !stat.dead())
                                .stream())
                .findFirst();
    }

    /** Kills what earlier daemons left of a program of which no instance is watched, and waits for its end, within bounds. */
    void clear(String instanceMark, int process) {
        Hierarchy groups = hierarchy;
        if (groups == null || !instanceMark.equals(mark)) {
            return;
        }
        for (Kept one : kept()) {
            if (one.process() == process
                    && !mainOfSomebody.test(one.main())
                    && one.group().populated()) {
                long deadline = System.nanoTime() + DYING.toNanos();
                while (one.group().populated() && System.nanoTime() < deadline) {
                    one.group().kill(groups);
                    LockSupport.parkNanos(DYING_PAUSE_NANOS);
                }
            }
        }
    }

    /** Something has been spawned, so that what was kept is no longer all there is. */
    void changed() {
        kept = null;
    }

    private List<Kept> kept() {
        List<Kept> found = kept;
        if (found == null) {
            found = new ArrayList<>();
            Hierarchy groups = hierarchy;
            if (groups != null) {
                for (String directory : groups.named(homeName())) {
                    for (ControlGroup group : Hierarchy.below(directory)) {
                        parse(group).ifPresent(found::add);
                    }
                }
            }
            kept = found;
        }
        return found;
    }

    private void gather(Instance instance, Hierarchy groups) {
        if (instance.ended()) {
            return;
        }
        ControlGroup group = instance.group();
        if (group == null) {
            group = new ControlGroup(home + "/" + name(instance));
            if (!new ControlGroup(home).create() || !group.create()) {
                return;
            }
            instance.join(group);
        }
        boolean outside = true;
        for (int look = 0; look < LOOKS && outside; look++) {
            outside = moveMain(instance, group, groups);
            for (ProcStat member : tree.members(instance)) {
                if (!group.holds(member.pid(), groups)) {
                    outside = true;
                    move(instance, member, group, groups);
                }
            }
        }
        if (!outside) {
            instance.gathered();
        }
    }

    /** Whether it was outside. */
    private boolean moveMain(Instance instance, ControlGroup group, Hierarchy groups) {
        if (group.holds(instance.pid(), groups)) {
            return false;
        }
        Proc.stat(instance.pid())
                .filter(stat -> stat.startTicks() == instance.main().startTicks() && !stat.dead())
                .ifPresent(stat -> move(instance, stat, group, groups));
        return !instance.ended();
    }

    /**
     * Moves one process. The supervisor reaps a main process and kills a group under the same lock, so its number cannot become somebody
     * else's meanwhile. That of another member can; whoever got it is put back to where its parent is before anything can happen to
     * it.
     */
    private static void move(Instance instance, ProcStat member, ControlGroup group, Hierarchy groups) {
        synchronized (instance) {
            if (instance.ended() && member.pid() == instance.pid()) {
                return;
            }
            if (group.add(member.pid()) < 0) {
                return;
            }
            Proc.stat(member.pid())
                    .filter(now -> now.startTicks() != member.startTicks())
                    .ifPresent(stranger -> new ControlGroup(groups.directoryOf(stranger.parent())).add(stranger.pid()));
        }
    }

    private void removeStale() {
        Hierarchy groups = hierarchy;
        if (groups != null) {
            for (String directory : groups.named(homeName())) {
                for (ControlGroup group : Hierarchy.below(directory)) {
                    if (!group.populated()) {
                        group.remove();
                    }
                }
            }
        }
    }

    private void removeLeaving() {
        long deadline = System.nanoTime() + CLOSING.toNanos() / 2;
        for (ControlGroup group : leaving) {
            while (!group.remove() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(DYING_PAUSE_NANOS);
            }
        }
    }

    private String homeName() {
        return "pmon-" + mark;
    }

    private static String name(Instance instance) {
        return instance.key().process() + "." + instance.key().generation() + "." + instance.pid() + "."
                + instance.main().startTicks();
    }

    private static Optional<Kept> parse(ControlGroup group) {
        String[] parts = group.name().split("\\.", -1);
        try {
            return parts.length == 4
                    ? Optional.of(new Kept(
                            group,
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Long.parseLong(parts[3])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // not one of ours
        }
    }

    private static boolean safe(String mark) {
        return !mark.isEmpty()
                && mark.length() <= MARK_LENGTH_BOUND
                && mark.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    /** Removes the group of this daemon if nothing is left in it. */
    @Override
    public void close() {
        if (hierarchy != null) {
            thread.execute(() -> {
                removeStale();
                removeLeaving();
                new ControlGroup(home).dissolve();
            });
        }
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
