package pmon.os.linux;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/**
 * Reaps the orphans that the kernel hands to us as their subreaper, and nobody else's children.
 *
 * <p>One thread sleeps in {@code waitid(P_ALL, WNOWAIT)}, which shows a zombie without taking it. Who it belongs to:
 *
 * <pre>
 * expected           a main process: its kernel port reaps it, this thread sleeps until that is done
 * left               a main process that its kernel port let go of: reaped here
 * orphan             not expected, a child of our first thread, in another session than ours: reaped here
 * anybody else's     started by other code in this JVM, which reaps it itself; reaped here when nobody did for two seconds, as when
 *                    it was there before this program was executed
 * </pre>
 *
 * <p>Children belong to a process, not to a kernel port, so there is one of these in a JVM. Spawning takes its lock: between the birth
 * of a child and the note that it is expected nobody looks.
 */
final class OrphanReaper {
    /** Doubled from look to look while somebody else's zombie stays, which makes two seconds together. */
    private static final long FOREIGN_PAUSE_MILLIS = 1;

    private static final long FOREIGN_PAUSE_MILLIS_BOUND = 1_024;

    /** Between two looks of the first process of a system or container for orphans, while it has no child that could be waited for. */
    private static final long FIRST_PROCESS_PAUSE_NANOS = 1_000_000_000;

    private final Host host;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By pid, the number of the birth, so that a later child with the same pid is another one. */
    private final Map<Integer, Long> expected = new HashMap<>();

    /** Children that were expected once; unlike orphans they are the kernel's children of whichever thread started them. */
    private final Set<Integer> left = new HashSet<>();

    private volatile boolean begun;

    /** Whether ended children are left alone. */
    private boolean held;

    private long births;
    private long foreignPauseMillis = FOREIGN_PAUSE_MILLIS;

    private OrphanReaper(Host host) {
        this.host = host;
    }

    /** The one of this JVM; its thread starts with the first use and ends with the JVM. */
    static OrphanReaper shared() {
        return Shared.REAPER;
    }

    private static final class Shared {
        static final OrphanReaper REAPER = start();

        private static OrphanReaper start() {
            var reaper = new OrphanReaper(Host.current());
            // Children from before this program was executed may be instances that are yet to be taken over.
            reaper.held = Proc.children(reaper.host.pid()).size() > 0;
            Thread.ofPlatform().daemon().name("pmon-orphans").start(reaper::run);
            return reaper;
        }
    }

    /** Runs a spawn, and expects the child whose pid it returns. */
    int spawn(IntSupplier spawn) {
        lock.lock();
        try {
            int pid = spawn.getAsInt();
            if (pid > 0) {
                expect(pid);
            }
            return pid;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the exit of this child of ours to the caller from now on. */
    void expect(int pid) {
        lock.lock();
        try {
            births++;
            left.remove(pid);
            expected.put(pid, births);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean expects(int pid) {
        lock.lock();
        try {
            return expected.containsKey(pid);
        } finally {
            lock.unlock();
        }
    }

    /** The child was reaped. */
    void reaped(int pid) {
        lock.lock();
        try {
            expected.remove(pid);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for this child any more: it is reaped here once it ends. */
    void leave(int pid) {
        lock.lock();
        try {
            left.add(pid);
            expected.remove(pid);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves everything that ends to the program that is executed next. */
    void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    /** What was there before is known. */
    void begin() {
        if (begun) {
            return;
        }
        lock.lock();
        try {
            begun = true;
            held = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitBeginning() {
        lock.lock();
        try {
            while (held) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            awaitBeginning();
            long birthsBefore = births();
            int zombie = ProcessCalls.awaitAnyZombie();
            if (zombie == -Errno.ECHILD) {
                awaitBirth(birthsBefore);
            } else if (zombie > 0 && !dealtWith(zombie)) {
                // It stands before all others in the kernel's answer until its owner reaps it, so look past it
                // meanwhile.
                LockSupport.parkNanos(foreignPauseMillis * 1_000_000);
                foreignPauseMillis = foreignPauseMillis * 2;
            }
        }
    }

    private long births() {
        lock.lock();
        try {
            return births;
        } finally {
            lock.unlock();
        }
    }

    /** Without children there is nothing to wait for in the kernel. */
    private void awaitBirth(long birthsBefore) {
        lock.lock();
        try {
            // Orphans come from children, which there are none of; but to the first process everybody's come.
            long left = host.pid() == 1 ? FIRST_PROCESS_PAUSE_NANOS : Long.MAX_VALUE;
            while (births == birthsBefore && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** False for somebody else's, which is still there. */
    private boolean dealtWith(int zombie) {
        lock.lock();
        try {
            if (held) {
                return true;
            }
            Long birth = expected.get(zombie);
            if (birth == null) {
                boolean ours = left.remove(zombie) || isOrphan(zombie);
                if (!ours && foreignPauseMillis < FOREIGN_PAUSE_MILLIS_BOUND) {
                    reapOrphans();
                    return false;
                }
                ProcessCalls.reap(zombie);
            }
            while (birth != null && birth.equals(expected.get(zombie))) {
                changed.awaitUninterruptibly();
            }
            foreignPauseMillis = FOREIGN_PAUSE_MILLIS;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void reapOrphans() {
        Pids children = Proc.childrenOfFirstThread(host.pid());
        for (int i = 0; i < children.size(); i++) {
            int pid = children.get(i);
            if (!expected.containsKey(pid)
                    && Proc.stat(pid).filter(this::descendsFromChild).isPresent()) {
                ProcessCalls.reap(pid);
            }
        }
    }

    private boolean isOrphan(int pid) {
        return Proc.stat(pid).filter(this::descendsFromChild).isPresent()
                && Proc.childrenOfFirstThread(host.pid()).contains(pid);
    }

    /** Every child gets a session of its own, and no process can ever enter ours. */
    private boolean descendsFromChild(ProcStat stat) {
        return stat.session() != host.session();
    }
}
