package pmon.os.linux;

import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;

/**
 * The descriptors a kernel port holds for itself: /dev/null for its children, and a reserve, given up for the one descriptor that must
 * be had when the process has no more.
 */
final class Descriptors implements AutoCloseable {
    private static final int NONE = -1;
    /** Below are the standard three, which a child's output is copied onto and which may be closed in a daemon. */
    private static final int LEAST = 3;

    private final int devNull;
    private int reserve = NONE;

    Descriptors() {
        int opened = FileCalls.open("/dev/null", FileCalls.O_RDWR | FileCalls.O_CLOEXEC, 0);
        if (opened < 0) {
            throw new KernelException("cannot open /dev/null: " + Errno.describe(-opened));
        }
        this.devNull = lift(opened);
        if (devNull < 0) {
            throw new KernelException("cannot keep /dev/null open: " + Errno.describe(-devNull));
        }
    }

    int devNull() {
        return devNull;
    }

    /** The same file under a number that is not one of the standard three; minus errno where there is none left. */
    static int lift(int descriptor) {
        if (descriptor >= LEAST) {
            return descriptor;
        }
        int lifted = FileCalls.duplicate(descriptor, LEAST);
        FileCalls.close(descriptor);
        return lifted;
    }

    /** Makes sure that there is a reserve; zero, or minus errno. */
    int reserve() {
        if (reserve == NONE) {
            int taken = FileCalls.duplicate(devNull, LEAST);
            if (taken < 0) {
                return taken;
            }
            reserve = taken;
        }
        return 0;
    }

    /** Opens a pidfd, at the price of the reserve if need be; minus errno. */
    int pidfdOpen(int pid) {
        int pidfd = ProcessCalls.pidfdOpen(pid);
        if ((pidfd == -Errno.EMFILE || pidfd == -Errno.ENFILE) && reserve != NONE) {
            giveUpReserve();
            pidfd = ProcessCalls.pidfdOpen(pid);
        }
        return pidfd;
    }

    /** Frees one descriptor for a look into /proc. */
    void giveUpReserve() {
        if (reserve != NONE) {
            FileCalls.close(reserve);
            reserve = NONE;
        }
    }

    @Override
    public void close() {
        giveUpReserve();
        FileCalls.close(devNull);
    }
}
