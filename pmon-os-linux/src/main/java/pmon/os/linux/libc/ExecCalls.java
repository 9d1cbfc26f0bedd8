package pmon.os.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls around execve(2) in this very process. Every result is zero or more, or minus errno. */
public final class ExecCalls {
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int SYS_CLOSE_RANGE = 436;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int SIG_SETMASK = 2;
    /** Below which descriptors are marked one by one where the kernel (before 5.11) cannot mark them all. */
    private static final int DESCRIPTORS_BOUND = 1 << 16;

    private static final MemorySegment EXECV = Abi.function("execv");
    private static final MemorySegment FCNTL = Abi.function("fcntl");
    private static final MemorySegment SYSCALL = Abi.function("syscall");
    private static final MemorySegment PTHREAD_SIGMASK = Abi.function("pthread_sigmask");

    private ExecCalls() {}

    /** Has all descriptors from this one on closed by the next exec. */
    public static void closeOnExec(int first) {
        if (Abi.call(SYSCALL, SYS_CLOSE_RANGE, first, 0xffff_ffffL, CLOSE_RANGE_CLOEXEC, 0, 0) < 0) {
            for (int descriptor = first; descriptor < DESCRIPTORS_BOUND; descriptor++) {
                Abi.call(FCNTL, descriptor, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /** Has a descriptor stay open. */
    public static void keepOnExec(int descriptor) {
        Abi.call(FCNTL, descriptor, F_SETFD, 0);
    }

    /** Executes a program with no signal blocked and the environment that this process has; returns minus errno, or not at all. */
    public static int execute(List<String> command) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(128, Long.BYTES);
            Abi.callPlain(PTHREAD_SIGMASK, SIG_SETMASK, none.address(), 0, 0, 0, 0);
            MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
            for (int i = 0; i < command.size(); i++) {
                MemorySegment word = arena.allocateFrom(command.get(i), StandardCharsets.UTF_8);
                argv.setAtIndex(ValueLayout.ADDRESS, i, word);
            }
            MemorySegment file = argv.getAtIndex(ValueLayout.ADDRESS, 0);
            return Abi.call(EXECV, file.address(), argv.address(), 0);
        }
    }
}
