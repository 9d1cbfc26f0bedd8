package pmon.os.linux;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.cgroup.ControlGroup;
import pmon.os.linux.cgroup.Hierarchy;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/**
 * Finds the processes of an instance.
 *
 * <p>Whatever a main process started is its descendant, or became an orphan when somebody in between ended. Orphans go to the nearest
 * subreaper above: to us, whose first thread then lists them among its children, or, for an adopted instance, to whoever inherited its
 * main process. So two lists hold everything, and nobody has to look through all of /proc. An orphan belongs to the instance by its
 * session, by its process group, or for those that left both ({@code setsid}, fork, again) by the number that all its processes are born
 * with ({@link Lineage}), and where that cannot be seen by the mark in its environment.
 *
 * <p>Where the instance is gathered in a control group ({@link Membership}), that is the answer, and orphans need not be looked at.
 */
final class ProcessTree {
    private final Host host;
    private final IntPredicate mainOfSomebody;
    private final Optional<Hierarchy> hierarchy = Hierarchy.find();

    /** The predicate says whether a pid is that of a main process that has not been reaped. */
    ProcessTree(Host host, IntPredicate mainOfSomebody) {
        this.host = host;
        this.mainOfSomebody = mainOfSomebody;
    }

    /** Everything alive in the tree of an instance but its main process. */
    List<ProcStat> members(Instance instance) {
        if (instance.ended()) {
            return survivors(instance);
        }
        if (instance.isGathered()) {
            return family(instance);
        }
        var members = new LinkedHashMap<Integer, ProcStat>();
        addDescendants(instance.pid(), members);
        addLeader(instance, members);
        addGroup(instance, members);
        // Orphans after descendants: whoever is orphaned meanwhile moves from that list to this one.
        addOrphans(instance, orphans(instance), members);
        members.remove(instance.pid());
        return List.copyOf(members.values());
    }

    /** What a stop of an instance reaches besides its main process, and waits for. */
    List<ProcStat> reached(Instance instance) {
        return instance.killMode() == KillMode.MAIN ? List.of() : within(instance, members(instance));
    }

    /** The same of an instance whose main process is dead. */
    List<ProcStat> left(Instance instance) {
        return instance.killMode() == KillMode.MAIN ? List.of() : within(instance, survivors(instance));
    }

    private static List<ProcStat> within(Instance instance, List<ProcStat> found) {
        return instance.killMode() != KillMode.GROUP
                ? found
                : found.stream()
                        .filter(member -> member.group() == instance.leaderPid())
                        .toList();
    }

    /** What is left of an instance whose main process is dead, so that all its children are orphans. Nearly always nothing. */
    List<ProcStat> survivors(Instance instance) {
        ControlGroup group = instance.group();
        if (group != null && instance.isGathered()) {
            return group.populated() || instance.elsewhere() != null ? family(instance) : List.of();
        }
        Pids orphans = orphans(instance);
        if (orphans.size() == 0 && group == null && leadsItself(instance)) {
            return List.of();
        }
        var survivors = new LinkedHashMap<Integer, ProcStat>();
        addLeader(instance, survivors);
        addOrphans(instance, orphans, survivors);
        addGroup(instance, survivors);
        return List.copyOf(survivors.values());
    }

    /**
     * What is in the group of an instance or descends from it, but the main process. That is all of a gathered instance, without a look
     * at orphans: only one that was moved out of the group and lost its parent is overlooked, and whoever did that wanted it. Where the main
     * process was moved out, its orphans were born where it is now.
     */
    List<ProcStat> family(Instance instance) {
        var members = new LinkedHashMap<Integer, ProcStat>();
        if (!instance.ended()) {
            addDescendants(instance.pid(), members);
        }
        addLeader(instance, members);
        addGroup(instance, members);
        addElsewhere(instance, members);
        if (!instance.ended()) {
            members.remove(instance.pid());
        }
        return List.copyOf(members.values());
    }

    /** What was started, where another process is the main one by now: like that one, it is on none of the two lists. */
    private void addLeader(Instance instance, Map<Integer, ProcStat> members) {
        ProcessIdentity leader = instance.leader().identity();
        if (!leadsItself(instance)
                && Proc.stat(leader.pid())
                        .filter(stat -> stat.startTicks() == leader.startTicks() && add(stat, members))
                        .isPresent()) {
            addDescendants(leader.pid(), members);
        }
    }

    private static boolean leadsItself(Instance instance) {
        return instance.leader().identity().equals(instance.main());
    }

    private void addGroup(Instance instance, Map<Integer, ProcStat> members) {
        ControlGroup group = instance.group();
        if (group == null) {
            return;
        }
        Pids listed = group.members();
        for (int i = 0; i < listed.size(); i++) {
            int pid = listed.get(i);
            if (!members.containsKey(pid) && !mainOfSomebody.test(pid)) {
                Optional<ProcStat> member = Proc.stat(pid);
                if (member.isPresent() && add(member.get(), members)) {
                    addDescendants(pid, members);
                }
            }
        }
    }

    private void addElsewhere(Instance instance, Map<Integer, ProcStat> members) {
        ControlGroup elsewhere = instance.elsewhere();
        if (elsewhere == null || hierarchy.isEmpty()) {
            return;
        }
        Pids orphans = orphans(instance);
        var there = new Pids();
        for (int i = 0; i < orphans.size(); i++) {
            if (hierarchy.get().directoryOf(orphans.get(i)).equals(elsewhere.directory())) {
                there.add(orphans.get(i));
            }
        }
        addOrphans(instance, there, members);
    }

    private Pids orphans(Instance instance) {
        return switch (instance.origin()) {
            case Instance.Origin.Child _ -> Proc.childrenOfFirstThread(host.pid());
            case Instance.Origin.Adopted adopted -> Proc.children(adopted.reaper());
        };
    }

    private void addOrphans(Instance instance, Pids orphans, Map<Integer, ProcStat> members) {
        boolean numberIsOurs = numberIsOurs(instance);
        for (int i = 0; i < orphans.size(); i++) {
            int pid = orphans.get(i);
            if (pid != host.pid() && !members.containsKey(pid) && !mainOfSomebody.test(pid)) {
                Optional<ProcStat> orphan =
                        Proc.stat(pid).filter(stat -> !stat.dead() && belongs(stat, instance, numberIsOurs));
                if (orphan.isPresent()) {
                    add(orphan.get(), members);
                    addDescendants(pid, members);
                }
            }
        }
    }

    /** While nobody else has the leader's pid, its number as session or group means the leader's session or group. */
    private static boolean numberIsOurs(Instance instance) {
        ProcessIdentity leader = instance.leader().identity();
        return Proc.stat(leader.pid())
                .filter(stat -> stat.startTicks() != leader.startTicks())
                .isEmpty();
    }

    private boolean belongs(ProcStat orphan, Instance instance, boolean numberIsOurs) {
        boolean byNumber = orphan.session() == instance.leaderPid() || orphan.group() == instance.leaderPid();
        if (numberIsOurs && byNumber) {
            return true;
        }
        return orphan.session() != host.session()
                && switch (Lineage.of(orphan.pid(), instance.mark())) {
                    case OURS -> true;
                    case ANOTHERS -> false;
                    case NONE -> carriesMark(orphan.pid(), instance);
                };
    }

    /** Anybody can put a mark into an environment, but only on processes of their own. Root's programs may have changed user since. */
    private static boolean carriesMark(int pid, Instance instance) {
        return (instance.user().root() || Proc.realUid(pid) == instance.user().uid())
                && Proc.environmentVariable(pid, KernelSettings.MARK_VARIABLE)
                        .filter(instance.mark()::equals)
                        .isPresent();
    }

    /** A process and what it has started; empty once it is gone. */
    Collection<ProcStat> descendants(int root) {
        var members = new LinkedHashMap<Integer, ProcStat>();
        if (Proc.stat(root).filter(stat -> add(stat, members)).isPresent()) {
            addDescendants(root, members);
        }
        return members.values();
    }

    private void addDescendants(int root, Map<Integer, ProcStat> members) {
        var parents = new ArrayList<Integer>();
        parents.add(root);
        while (!parents.isEmpty()) {
            Pids children = Proc.children(parents.removeLast());
            for (int i = 0; i < children.size(); i++) {
                Optional<ProcStat> child = Proc.stat(children.get(i));
                if (child.isPresent() && add(child.get(), members)) {
                    parents.add(child.get().pid());
                }
            }
        }
    }

    /** Whether it was not there before. A dead one has no children, the kernel has given them away. */
    private static boolean add(ProcStat process, Map<Integer, ProcStat> members) {
        return !process.dead() && members.putIfAbsent(process.pid(), process) == null;
    }
}
