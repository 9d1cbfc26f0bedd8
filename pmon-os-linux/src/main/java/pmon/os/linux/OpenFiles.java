package pmon.os.linux;

import java.util.OptionalLong;
import java.util.function.IntSupplier;
import pmon.os.linux.libc.ProcessCalls;

/**
 * Has children born with the soft RLIMIT_NOFILE that they are to have: posix_spawn cannot set it, and a child that is given it afterwards may
 * have looked already. The JVM's own limit is lowered for the fraction of a millisecond that a spawn takes.
 */
final class OpenFiles {
    /** Descriptors that other threads may open meanwhile without noticing. */
    private static final int ROOM = 256;

    private OpenFiles() {}

    /**
     * Spawns under the lower limit, unless this process is itself near it; then the child is given it as soon as it is there, and never
     * later, when it may have raised its limit itself.
     *
     * @param soft what children get; empty changes nothing
     * @param lowestFree a descriptor just opened: the kernel hands out the lowest that is free
     * @param spawn the pid of a child that nobody reaps meanwhile, or minus errno
     */
    static int spawnUnder(OptionalLong soft, int lowestFree, IntSupplier spawn) {
        long own = ProcessCalls.softOpenFiles(0);
        if (soft.isEmpty() || own == soft.getAsLong()) {
            return spawn.getAsInt();
        }
        boolean near = lowestFree + ROOM > soft.getAsLong();
        if (near || ProcessCalls.setSoftOpenFiles(0, soft.getAsLong()) < 0) {
            return spawnAndLimit(soft.getAsLong(), spawn);
        }
        try {
            return spawn.getAsInt();
        } finally {
            ProcessCalls.setSoftOpenFiles(0, own);
        }
    }

    private static int spawnAndLimit(long soft, IntSupplier spawn) {
        int pid = spawn.getAsInt();
        if (pid > 0) {
            ProcessCalls.setSoftOpenFiles(pid, soft);
        }
        return pid;
    }
}
