package pmon.os.linux;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.cgroup.ControlGroup;

/**
 * A main process we watch, and what it leaves behind. Owned by the thread that owns the kernel port; others may read what never changes,
 * whether it has ended, and its group. Its main process is reaped, and processes are moved into its group, under its monitor.
 */
final class Instance {
    private final ChildKey key;
    private final ProcessIdentity main;
    private final Account user;
    private final Origin origin;
    private final String mark;
    private final int pidfd;
    private final KillMode killMode;
    private final Set<Long> survivors = new HashSet<>();
    private volatile boolean ended;
    private volatile boolean gathered;
    private volatile @Nullable ControlGroup group;

    /** The mark is the value of {@link KernelSettings#MARK_VARIABLE} that its processes carry. */
    Instance(
            ChildKey key,
            ProcessIdentity main,
            Account user,
            Origin origin,
            String mark,
            int pidfd,
            KillMode killMode) {
        this.key = key;
        this.main = main;
        this.user = user;
        this.origin = origin;
        this.mark = mark;
        this.pidfd = pidfd;
        this.killMode = killMode;
    }

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
        return main;
    }

    int pid() {
        return main.pid();
    }

    Account user() {
        return user;
    }

    Origin origin() {
        return origin;
    }

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

    /** Of the main process; after its end it still names the process group. */
    int pidfd() {
        return pidfd;
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

    /** Tokens of the survivors that are watched. */
    Set<Long> survivors() {
        return survivors;
    }
}
