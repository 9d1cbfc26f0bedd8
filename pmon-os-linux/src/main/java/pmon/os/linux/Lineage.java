package pmon.os.linux;

import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import pmon.os.linux.libc.ProcessCalls;

/**
 * A number that every descendant of a program carries, whatever it does to its session, its parents and its environment: the soft
 * RLIMIT_LOCKS. The kernel has not looked at that limit since 2.4.25, and hands it on at every fork and exec.
 */
final class Lineage {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Numbers are positive, and so large that nobody has one as a limit by chance. */
    private static final long LEAST = 1L << 61;

    private static final long GUEST = 1L << 62;
    private static final int PART_BITS = 31;
    private static final long PART = (1L << PART_BITS) - 1;

    private Lineage() {}

    /** The number of an instance, from its mark. Never that of no limit. */
    static long number(String mark) {
        return hash(mark) >>> 2 | LEAST;
    }

    /**
     * The number of what is run for an instance without being of it, a check.
     *
     * @param daemonMark the same for all instances
     * @param mark of the instance
     */
    static long guestNumber(String daemonMark, String mark) {
        return GUEST | part(daemonMark) << PART_BITS | part(mark);
    }

    /** Whether a process was run, or descends from what was run, for an instance of a daemon with this mark without being of it. */
    static boolean guestOf(int pid, String daemonMark) {
        long carried = ProcessCalls.softFileLocks(pid);
        return guest(carried) && (carried >>> PART_BITS & PART) == part(daemonMark);
    }

    private static boolean guest(long carried) {
        return carried > 0 && (carried & GUEST) != 0;
    }

    private static long part(String mark) {
        return hash(mark) & PART;
    }

    private static long hash(String mark) {
        long hash = FNV_OFFSET;
        for (byte next : mark.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ next) * FNV_PRIME;
        }
        return hash;
    }

    /** Spawns a child that is born with a number. One at a time: it is this process's own for that moment. */
    static int bornWith(long number, IntSupplier spawn) {
        long own = ProcessCalls.softFileLocks(0);
        if (ProcessCalls.setSoftFileLocks(number) < 0) {
            return spawn.getAsInt();
        }
        try {
            return spawn.getAsInt();
        } finally {
            ProcessCalls.setSoftFileLocks(own);
        }
    }

    /** What a process carries, for an instance with this mark: what is run for it goes with it. */
    static Claim of(int pid, String mark) {
        long carried = ProcessCalls.softFileLocks(pid);
        if (carried == number(mark) || (guest(carried) && (carried & PART) == part(mark))) {
            return Claim.OURS;
        }
        // Minus errno for one that may not be looked at, -1 for no limit.
        return carried < LEAST ? Claim.NONE : Claim.ANOTHERS;
    }

    /** Whether a process carries the number of an instance, whichever that is. */
    static boolean ofSomebody(int pid) {
        long carried = ProcessCalls.softFileLocks(pid);
        return carried >= LEAST && !guest(carried);
    }

    /** Whose a process is by its number. */
    enum Claim {
        OURS,
        ANOTHERS,
        /** It carries none, or does not show it. */
        NONE
    }
}
