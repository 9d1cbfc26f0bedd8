package pmon.os.linux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** Says which instance a process belongs to that has sent a message. Any thread. */
final class Senders {
    /** So many parents are looked at; a tree that is deeper is told by its session or its control group. */
    private static final int DEPTH_BOUND = 64;

    /** A child that was just started is known a moment later than it can send. */
    private static final Duration BECOMING_KNOWN = Duration.ofMillis(200);

    private static final long LOOK_PAUSE_NANOS = 1_000_000;

    private final Host host;
    private final Supervision supervision;
    private final String mark;

    Senders(Host host, Supervision supervision, String mark) {
        this.host = host;
        this.supervision = supervision;
        this.mark = mark;
    }

    /** Empty for a process that belongs to none, and for one that is gone. */
    Optional<ChildKey> instance(int pid) {
        long deadline = System.nanoTime() + BECOMING_KNOWN.toNanos();
        while (true) {
            Optional<Instance> found = look(pid);
            // Only what descends from us can become known; others do not hold up whoever waits here.
            if (found.isPresent() || !ours(pid) || System.nanoTime() - deadline >= 0) {
                return found.map(Instance::key);
            }
            LockSupport.parkNanos(LOOK_PAUSE_NANOS);
        }
    }

    /** The same at once, for one that may be known already. */
    Optional<Instance> look(int pid) {
        int at = pid;
        for (int depth = 0; depth < DEPTH_BOUND && at > 1 && at != host.pid(); depth++) {
            Optional<ProcStat> stat = Proc.stat(at);
            if (stat.isEmpty()) {
                break;
            }
            Optional<Instance> found = supervision.main(at, stat.get().startTicks());
            if (found.isEmpty() && depth == 0) {
                // As long as the leader of a session lives, its number is nobody else's.
                int leader = stat.get().session();
                found = Proc.stat(leader).flatMap(one -> supervision.main(leader, one.startTicks()));
            }
            if (found.isPresent()) {
                return found;
            }
            at = stat.get().parent();
        }
        return supervision.membership().instanceOf(pid).flatMap(supervision::instance);
    }

    /** Whether it descends from us and carries our mark, so that it can be a program that is not known yet. */
    private boolean ours(int pid) {
        int at = pid;
        for (int depth = 0; depth < DEPTH_BOUND && at > 1; depth++) {
            Optional<ProcStat> stat = Proc.stat(at);
            if (stat.isEmpty()) {
                return false;
            }
            if (stat.get().parent() == host.pid()) {
                // One that is ending has no environment any more, but its number to the last.
                return Lineage.ofSomebody(at)
                        || Proc.environmentVariable(at, KernelSettings.MARK_VARIABLE)
                                .filter(value -> value.startsWith(mark + ":"))
                                .isPresent();
            }
            at = stat.get().parent();
        }
        return false;
    }
}
