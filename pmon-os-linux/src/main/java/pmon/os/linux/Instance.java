package pmon.os.linux;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.cgroup.ControlGroup;
import pmon.os.linux.libc.FileCalls;

/**
 * A main process we watch, and what it leaves behind. Owned by the thread that owns the kernel port; others may read what never changes,
 * which process is the main one, whether it has ended, and its group. Its main process is reaped, and processes are moved into its group,
 * under its monitor.
 */
final class Instance {
    private final ChildKey key;
    private final Leader leader;
    private final Account user;
    private final Origin origin;
    private final String mark;
    private final KillMode killMode;
    private final Set<Long> survivors = new HashSet<>();
    private final Set<Integer> guests = ConcurrentHashMap.newKeySet();
    private volatile Main main;
    private volatile boolean ended;
    private volatile boolean gathered;
    private volatile @Nullable ControlGroup group;
    private volatile @Nullable ControlGroup elsewhere;

    /** The mark is the value of {@link KernelSettings#MARK_VARIABLE} that its processes carry. */
    Instance(ChildKey key, Main main, Leader leader, Account user, Origin origin, String mark, KillMode killMode) {
        this.key = key;
        this.main = main;
        this.leader = leader;
        this.user = user;
        this.origin = origin;
        this.mark = mark;
        this.killMode = killMode;
    }

    /**
     * The process whose end is the end of the instance.
     *
     * @param pidfd closed with the instance, or when another is the main one
     * @param started whether it is the one that was started, and not another that the program has named
     */
    record Main(ProcessIdentity identity, int pidfd, boolean started) {}

    /**
     * The process that leads the session and the group which processes of an instance are born into: the one that was started.
     *
     * @param identity no process has its start time where it was gone before it was seen
     * @param pidfd names its group even after its end; negative where there is none
     */
    record Leader(ProcessIdentity identity, int pidfd) {}

    /** How it came to us. */
    sealed interface Origin {
        /** Our child: its exit is ours to reap, its orphans come to us. */
        record Child() implements Origin {}

        /**
         * Started by an earlier daemon.
         *
         * @param reaper the process that became its parent, and gets its orphans too
         */
        record Adopted(int reaper) implements Origin {}
    }

    ChildKey key() {
        return key;
    }

    ProcessIdentity main() {
        return main.identity();
    }

    int pid() {
        return main.identity().pid();
    }

    /** The number of its session and its group. */
    int leaderPid() {
        return leader.identity().pid();
    }

    Leader leader() {
        return leader;
    }

    /** Whether its main process is the one that was started. */
    boolean started() {
        return main.started();
    }

    /** Makes another process the main one. */
    void follow(Main other) {
        closeMain();
        main = other;
    }

    /** Lets go of its descriptors. */
    void close() {
        closeMain();
        if (leader.pidfd() >= 0) {
            FileCalls.close(leader.pidfd());
        }
    }

    private void closeMain() {
        if (main.pidfd() != leader.pidfd()) {
            FileCalls.close(main.pidfd());
        }
    }

    Account user() {
        return user;
    }

    Origin origin() {
        return origin;
    }

    /** Whether what was started is our child. */
    boolean child() {
        return origin instanceof Origin.Child;
    }

    String mark() {
        return mark;
    }

    /** How much of it a stop reaches. */
    KillMode killMode() {
        return killMode;
    }

    /** Of the main process. */
    int pidfd() {
        return main.pidfd();
    }

    /** Whether the main process has ended; what follows it are survivors. */
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** The control group that its processes are in or on their way to; null where there is none, or not yet. */
    @Nullable
    ControlGroup group() {
        return group;
    }

    void join(ControlGroup joined) {
        group = joined;
    }

    /** Whether all its processes are in its group, and with them whatever they will ever start. */
    boolean isGathered() {
        return gathered;
    }

    void gathered() {
        gathered = true;
    }

    /** The group that its main process was moved to, out of that of the instance; null where it was not. */
    @Nullable
    ControlGroup elsewhere() {
        return elsewhere;
    }

    void moved(ControlGroup there) {
        elsewhere = there;
    }

    /** Pids of what others run for it, each until it is reaped. Any thread. */
    Set<Integer> guests() {
        return guests;
    }

    /** Tokens of the survivors that are watched. */
    Set<Long> survivors() {
        return survivors;
    }
}
