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

    private Lineage() {}

    /** The number of an instance, from its mark. Never that of no limit. */
    static long number(String mark) {
        long hash = FNV_OFFSET;
        for (byte next : mark.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ next) * FNV_PRIME;
        }
        // Positive, and so large that nobody has it as a limit by chance.
        return hash >>> 2 | 1L << 61;
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

    /** What a process carries. */
    static Claim of(int pid, long number) {
        long carried = ProcessCalls.softFileLocks(pid);
        if (carried == number) {
            return Claim.OURS;
        }
        // Minus errno for one that may not be looked at, -1 for no limit.
        return carried < 1L << 61 ? Claim.NONE : Claim.ANOTHERS;
    }

    /** Whose a process is by its number. */
    enum Claim {
        OURS,
        ANOTHERS,
        /** It carries none, or does not show it. */
        NONE
    }
}
