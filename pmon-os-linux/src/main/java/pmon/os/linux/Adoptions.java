package pmon.os.linux;

import java.time.Instant;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.Adoption.Adopted;
import pmon.api.spi.kernel.Adoption.Gone;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelException;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.Instance.Origin;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** Takes over processes that an earlier daemon started. */
final class Adoptions {
    /** So many parents are looked at. */
    private static final int DEPTH_BOUND = 64;

    private static final long NO_TICKS = -1;
    private static final int NO_PIDFD = -1;

    private final Host host;
    private final KernelSettings settings;
    private final Descriptors descriptors;
    private final Supervision supervision;
    private final Marks marks = new Marks();

    Adoptions(Host host, KernelSettings settings, Descriptors descriptors, Supervision supervision) {
        this.host = host;
        this.settings = settings;
        this.descriptors = descriptors;
        this.supervision = supervision;
    }

    /** The pidfd first, the question who it is second: what the pidfd names cannot change any more. */
    Adoption adopt(ChildKey key, ProcessIdentity identity, Account user, KillMode killMode) {
        if (!identity.bootId().equals(host.identity().bootId())) {
            return new Gone();
        }
        int pidfd = descriptors.pidfdOpen(identity.pid());
        if (pidfd < 0) {
            return goneOrThrow(-pidfd, identity);
        }
        long shortages = FileCalls.shortages();
        // One that ended while the daemon's program was replaced has waited for us: its exit is the first event of it.
        Optional<ProcStat> stat = Proc.stat(identity.pid())
                .filter(now ->
                        now.startTicks() == identity.startTicks() && (!now.dead() || now.parent() == host.pid()));
        if (stat.isEmpty()) {
            boolean zombie = Proc.stat(identity.pid())
                    .filter(now -> now.startTicks() == identity.startTicks())
                    .isPresent();
            if (zombie) {
                supervision.lateExits().expect(key, pidfd, Instant.now());
            }
            FileCalls.close(pidfd);
            return gone(shortages, key);
        }
        String mark = mark(key, identity.pid());
        ProcStat top = top(stat.get(), mark);
        Origin origin = top.parent() == host.pid() ? new Origin.Child() : new Origin.Adopted(top.parent());
        if (origin instanceof Origin.Child) {
            OrphanReaper.shared().expect(identity.pid());
        }
        boolean started = origin instanceof Origin.Child == (stat.get().parent() == host.pid());
        var main = new Instance.Main(identity, pidfd, started);
        var instance = new Instance(key, main, leader(stat.get(), top, main), user, origin, mark, killMode);
        int watched = supervision.watch(instance);
        if (watched < 0) {
            FileCalls.close(pidfd);
            // It lives, whatever stands against it.
            throw unwatched(-watched, identity);
        }
        supervision.membership().adopted(instance);
        return new Adopted(identity);
    }

    Adoption adoptMarked(ChildKey key, String mark, Account user, KillMode killMode) {
        Membership membership = supervision.membership();
        long shortages = FileCalls.shortages();
        Optional<ProcStat> main = membership.main(mark, key.process(), key.generation());
        Adoption adoption = main.or(() -> marks.find(mark, key, user, supervision::watchesMain))
                .map(found -> adopt(key, identity(found), user, killMode))
                .orElseGet(() -> gone(shortages, key));
        if (adoption instanceof Gone && killMode == KillMode.TREE) {
            membership.clear(mark, key.process());
        }
        return adoption;
    }

    /** Something has been spawned. */
    void changed() {
        marks.changed();
        supervision.membership().changed();
    }

    private ProcessIdentity identity(ProcStat stat) {
        return new ProcessIdentity(
                stat.pid(), stat.startTicks(), host.identity().bootId());
    }

    /**
     * The one of the program that nobody of it has started: one that the program had named as its main one may be the child of another
     * process of the program. Its parent is still us where the daemon replaced its own image and kept its pid.
     */
    private ProcStat top(ProcStat stat, String mark) {
        ProcStat top = stat;
        for (int depth = 0; depth < DEPTH_BOUND && top.parent() > 1 && top.parent() != host.pid(); depth++) {
            Optional<ProcStat> above =
                    Proc.stat(top.parent()).filter(parent -> Lineage.of(parent.pid(), mark) == Lineage.Claim.OURS);
            if (above.isEmpty()) {
                break;
            }
            top = above.get();
        }
        return top;
    }

    /** Itself, unless the program had named another as its main one than what was started. */
    private Instance.Leader leader(ProcStat stat, ProcStat top, Instance.Main main) {
        if (top.pid() != stat.pid()) {
            return new Instance.Leader(identity(top), NO_PIDFD);
        }
        if (stat.group() == stat.pid()) {
            return new Instance.Leader(main.identity(), main.pidfd());
        }
        long startTicks = Proc.stat(stat.group()).map(ProcStat::startTicks).orElse(NO_TICKS);
        return new Instance.Leader(
                new ProcessIdentity(stat.group(), startTicks, main.identity().bootId()), NO_PIDFD);
    }

    /** As its processes carry it; a program that erased it is looked for with ours, which finds nothing and harms nobody. */
    private String mark(ChildKey key, int pid) {
        return Proc.environmentVariable(pid, KernelSettings.MARK_VARIABLE)
                .orElseGet(() -> Launcher.mark(settings.instanceMark(), key));
    }

    /** What could not be looked at does not count as gone: another would be started beside it. */
    private Adoption gone(long shortagesBefore, ChildKey key) {
        if (FileCalls.shortages() != shortagesBefore) {
            changed();
            throw new KernelException("cannot tell whether an instance of program " + key.process()
                    + " lives: no descriptor or memory is left to look with");
        }
        return new Gone();
    }

    private static Adoption goneOrThrow(int errno, ProcessIdentity identity) {
        if (Refusals.resources(errno)) {
            throw unwatched(errno, identity);
        }
        return new Gone();
    }

    private static KernelException unwatched(int errno, ProcessIdentity identity) {
        return new KernelException("cannot watch process " + identity.pid() + ": " + Errno.describe(errno));
    }
}
