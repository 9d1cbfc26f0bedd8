package pmon.os.linux;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.os.linux.cgroup.ControlGroup;
import pmon.os.linux.cgroup.Hierarchy;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** Sends signals to instances, and never to a process that merely got the number of one that ended. */
final class TreeSignals {
    /**
     * Rounds of looking for new members after SIGKILL. A round kills all that it finds, and a killed process forks no more, so even
     * a fork bomb loses; the bound is for what we cannot imagine.
     */
    private static final int KILL_ROUNDS = 100;
    /** A list of children may skip one while it changes under the reader, so the tree counts as dead after as many empty looks. */
    private static final int QUIET_ROUNDS = 2;

    private final ProcessTree tree;
    private final Descriptors descriptors;
    private final String bootId;
    private final Optional<Hierarchy> hierarchy = Hierarchy.find();

    TreeSignals(ProcessTree tree, Descriptors descriptors, String bootId) {
        this.tree = tree;
        this.descriptors = descriptors;
        this.bootId = bootId;
    }

    boolean signalMain(Instance instance, Signal signal) {
        return !instance.ended() && ProcessCalls.pidfdSignal(instance.pidfd(), signal.number()) == 0;
    }

    /** As far as its kill mode goes. */
    boolean signalTree(Instance instance, Signal signal) {
        if (instance.killMode() == KillMode.MAIN) {
            boolean reached = signalMain(instance, signal);
            if (reached && wakesStopped(signal)) {
                signalMain(instance, Signal.CONT);
            }
            return reached;
        }
        return signal == Signal.KILL ? killTree(instance) : signalOnce(instance, signal);
    }

    private boolean signalOnce(Instance instance, Signal signal) {
        boolean reached = signalGroup(instance, signal);
        reached |= signalApart(instance, signal);
        for (ProcStat member : tree.reached(instance)) {
            if (member.group() != instance.leaderPid()) {
                reached |= signalOne(member, signal);
            }
        }
        return reached;
    }

    private boolean killTree(Instance instance) {
        boolean reached = killGroup(instance);
        Set<ProcessIdentity> killed = new HashSet<>();
        int quiet = 0;
        for (int round = 0; round < KILL_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            reached |= signalGroup(instance, Signal.KILL);
            reached |= signalApart(instance, Signal.KILL);
            boolean news = killNew(tree.reached(instance), killed);
            reached |= news;
            quiet = news ? 0 : quiet + 1;
        }
        return reached;
    }

    /** All at once, so that no fork escapes. Under the lock that keeps a stranger from being in the group for a moment. */
    private boolean killGroup(Instance instance) {
        ControlGroup group = instance.group();
        if (group == null || hierarchy.isEmpty() || instance.killMode() != KillMode.TREE) {
            return false;
        }
        synchronized (instance) {
            boolean lives = group.populated();
            if (lives) {
                group.kill(hierarchy.get());
            }
            return lives;
        }
    }

    private boolean killNew(List<ProcStat> members, Set<ProcessIdentity> killed) {
        boolean news = false;
        for (ProcStat member : members) {
            var identity = new ProcessIdentity(member.pid(), member.startTicks(), bootId);
            if (!killed.contains(identity) && signalOne(member, Signal.KILL)) {
                killed.add(identity);
                news = true;
            }
        }
        return news;
    }

    /** The pidfd pins the process; only then is it asked again whether it is the one that was found. */
    private boolean signalOne(ProcStat member, Signal signal) {
        int pidfd = descriptors.pidfdOpen(member.pid());
        if (pidfd < 0) {
            return false;
        }
        try {
            boolean same = Proc.stat(member.pid())
                    .filter(now -> now.startTicks() == member.startTicks() && !now.dead())
                    .isPresent();
            boolean reached = same && ProcessCalls.pidfdSignal(pidfd, signal.number()) == 0;
            if (reached && wakesStopped(signal)) {
                ProcessCalls.pidfdSignal(pidfd, Signal.CONT.number());
            }
            return reached;
        } finally {
            FileCalls.close(pidfd);
        }
    }

    /** A main process that the program has named may have left the group of the one that was started. */
    private boolean signalApart(Instance instance, Signal signal) {
        boolean apart = instance.pid() != instance.leaderPid()
                && !instance.ended()
                && Proc.stat(instance.pid())
                        .filter(stat -> stat.group() != instance.leaderPid())
                        .isPresent();
        boolean reached = apart && signalMain(instance, signal);
        if (reached && wakesStopped(signal)) {
            signalMain(instance, Signal.CONT);
        }
        return reached;
    }

    private boolean signalGroup(Instance instance, Signal signal) {
        int sent = sendToGroup(instance, signal);
        if (sent == 0 && wakesStopped(signal)) {
            sendToGroup(instance, Signal.CONT);
        }
        return sent == 0;
    }

    /**
     * A pidfd keeps naming the group that its process led, even when that process is reaped, which is why it stays open while something
     * of the tree lives. Before Linux 6.9 there is only the number: used while the main process is not reaped, and otherwise while
     * {@link #groupLives} shows a member that keeps the number taken.
     */
    private int sendToGroup(Instance instance, Signal signal) {
        int leader = instance.leader().pidfd();
        int sent = leader < 0 ? -Errno.EINVAL : ProcessCalls.pidfdSignalGroup(leader, signal.number());
        if (sent != -Errno.EINVAL) {
            return sent;
        }
        boolean unreaped = !instance.ended() && instance.child() && instance.pid() == instance.leaderPid();
        return unreaped || groupLives(instance)
                ? ProcessCalls.signalGroup(instance.leaderPid(), signal.number())
                : -Errno.ESRCH;
    }

    private boolean groupLives(Instance instance) {
        boolean mainLives = !instance.ended()
                && Proc.stat(instance.pid())
                        .filter(stat -> stat.startTicks() == instance.main().startTicks()
                                && stat.group() == instance.leaderPid())
                        .isPresent();
        return mainLives || tree.reached(instance).stream().anyMatch(member -> member.group() == instance.leaderPid());
    }

    /** Those that the kernel keeps for a stopped process until it goes on. */
    private static boolean wakesStopped(Signal signal) {
        return switch (signal) {
            case KILL, CONT, STOP, TSTP, TTIN, TTOU -> false;
            default -> true;
        };
    }
}
