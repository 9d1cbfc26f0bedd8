package pmon.os.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.ChildKey;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** Processes that programs have named as their main ones, on their way from the thread that hears of them to the one that watches. */
final class MainChanges {
    private final Host host;
    private final Supervision supervision;
    private final Senders senders;
    /** One for each instance, the newest. */
    private final Map<ChildKey, Named> named = new ConcurrentHashMap<>();

    /** A process that is to be the main one of an instance. */
    record Named(ChildKey key, ProcessIdentity main, int pidfd) {}

    MainChanges(Host host, Supervision supervision, Senders senders) {
        this.host = host;
        this.supervision = supervision;
        this.senders = senders;
    }

    /** Takes in what an instance has told; why not where it cannot be. Any thread. */
    Optional<String> name(ChildKey key, int pid) {
        Optional<Instance> instance = supervision.instance(key).filter(one -> !one.ended());
        if (instance.isEmpty() || instance.get().pid() == pid) {
            return Optional.empty();
        }
        int pidfd = ProcessCalls.pidfdOpen(pid);
        // The pidfd first, the question who it is second: what the pidfd names cannot change any more.
        Optional<ProcStat> stat = pidfd < 0 ? Optional.empty() : Proc.stat(pid).filter(one -> !one.dead());
        Optional<String> refusal = refusal(instance.get(), pid, stat.isPresent());
        if (refusal.isPresent() || stat.isEmpty()) {
            if (pidfd >= 0) {
                FileCalls.close(pidfd);
            }
            return refusal;
        }
        var identity = new ProcessIdentity(
                pid, stat.get().startTicks(), host.identity().bootId());
        drop(named.put(key, new Named(key, identity, pidfd)));
        supervision.wake();
        return Optional.empty();
    }

    private Optional<String> refusal(Instance instance, int pid, boolean lives) {
        if (!lives) {
            return Optional.of("there is no process " + pid);
        }
        // Checks run within the tree, and are not of the program.
        boolean ofTree = pid > 1
                && pid != host.pid()
                && !OrphanReaper.shared().expects(pid)
                && senders.look(pid).filter(instance::equals).isPresent();
        if (!ofTree) {
            return Optional.of("process " + pid + " is not one of its tree");
        }
        boolean itsUsers =
                instance.user().root() || Proc.realUid(pid) == instance.user().uid();
        return itsUsers ? Optional.empty() : Optional.of("process " + pid + " is another user's");
    }

    /** Those that are on their way; each is let go of by {@link #drop} or kept. */
    List<Named> take() {
        List<Named> taken = new ArrayList<>();
        for (ChildKey key : List.copyOf(named.keySet())) {
            Named one = named.remove(key);
            if (one != null) {
                taken.add(one);
            }
        }
        return taken;
    }

    static void drop(@Nullable Named one) {
        if (one != null) {
            FileCalls.close(one.pidfd());
        }
    }
}
