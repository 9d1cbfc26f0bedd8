package pmon.os.linux.libc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Calls on processes. Every result is zero or more, or minus errno. */
public final class ProcessCalls {
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;

    private static final int SYS_PIDFD_SEND_SIGNAL = 424;
    private static final int SYS_PIDFD_OPEN = 434;
    /** To the process group that the pidfd's process leads or led, from Linux 6.9 on. */
    private static final int PIDFD_SIGNAL_PROCESS_GROUP = 4;

    private static final int PIDFD_GET_INFO = 0xC040FF0B;
    private static final int PIDFD_INFO_EXIT = 8;

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int RLIMIT_NOFILE = 7;
    private static final int RLIMIT_LOCKS = 10;
    private static final int CLONE_FS = 0x200;
    private static final int SIGCHLD = 17;

    private static final MemorySegment WAITID = Abi.function("waitid");
    private static final MemorySegment KILL = Abi.function("kill");
    private static final MemorySegment IOCTL = Abi.function("ioctl");
    private static final MemorySegment PRCTL = Abi.function("prctl");
    private static final MemorySegment PRLIMIT = Abi.function("prlimit");
    private static final MemorySegment GETPRIORITY = Abi.function("getpriority");
    private static final MemorySegment UNSHARE = Abi.function("unshare");
    private static final MemorySegment UMASK = Abi.function("umask");
    private static final MemorySegment SIGNAL = Abi.function("signal");
    private static final MemorySegment GETPID = Abi.function("getpid");
    private static final MemorySegment GETSID = Abi.function("getsid");
    private static final MemorySegment GETEUID = Abi.function("geteuid");
    private static final MemorySegment SYSCONF = Abi.function("sysconf");
    private static final MemorySegment SYSCALL = Abi.function("syscall");

    private ProcessCalls() {}

    /** The pid of some child of this process that is a zombie, left as it is; waits until there is one. */
    public static int awaitAnyZombie() {
        MemorySegment info = clearedInfo();
        int result = Abi.call(WAITID, P_ALL, 0, info.address(), WEXITED | WNOWAIT, 0, 0);
        return result < 0 ? result : info.get(ValueLayout.JAVA_INT, 16);
    }

    /** Reaps a child if it has ended: its pid, 0 when it lives. */
    public static int reap(int pid) {
        MemorySegment info = clearedInfo();
        int result = Abi.call(WAITID, P_PID, pid, info.address(), WEXITED | WNOHANG, 0, 0);
        return result < 0 ? result : info.get(ValueLayout.JAVA_INT, 16);
    }

    /** Reaps the child behind a pidfd if it has ended. */
    public static WaitStatus reapByPidfd(int pidfd) {
        MemorySegment info = clearedInfo();
        int result = Abi.call(WAITID, P_PIDFD, pidfd, info.address(), WEXITED | WNOHANG, 0, 0);
        if (result < 0) {
            return new WaitStatus.Failed(-result);
        }
        // siginfo_t: si_code at 8, si_pid at 16, si_status at 24, on both architectures.
        return info.get(ValueLayout.JAVA_INT, 16) == 0
                ? new WaitStatus.Alive()
                : WaitStatus.ofSigInfo(info.get(ValueLayout.JAVA_INT, 8), info.get(ValueLayout.JAVA_INT, 24));
    }

    /** How the process behind a pidfd ended, where the kernel (6.15 or later) already tells a stranger. */
    public static WaitStatus exitInfo(int pidfd) {
        // struct pidfd_info, 64 bytes: mask at 0 says what is wanted and then what was given, exit_code at 60.
        MemorySegment info = clearedInfo();
        info.set(ValueLayout.JAVA_LONG, 0, PIDFD_INFO_EXIT);
        int result = Abi.call(IOCTL, pidfd, Integer.toUnsignedLong(PIDFD_GET_INFO), info.address());
        if (result < 0) {
            return new WaitStatus.Failed(-result);
        }
        return (info.get(ValueLayout.JAVA_LONG, 0) & PIDFD_INFO_EXIT) == 0
                ? new WaitStatus.Alive()
                : WaitStatus.ofExitCode(info.get(ValueLayout.JAVA_INT, 60));
    }

    public static int pidfdOpen(int pid) {
        return Abi.call(SYSCALL, SYS_PIDFD_OPEN, pid, 0);
    }

    public static int pidfdSignal(int pidfd, int signal) {
        return Abi.call(SYSCALL, SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0);
    }

    /** Signals the group that the process behind the pidfd leads or led; -EINVAL before Linux 6.9. */
    public static int pidfdSignalGroup(int pidfd, int signal) {
        return Abi.call(SYSCALL, SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, PIDFD_SIGNAL_PROCESS_GROUP, 0);
    }

    /** Signals a whole group by number: only while something that cannot go away keeps the number taken. */
    public static int signalGroup(int group, int signal) {
        return Abi.call(KILL, -(long) group, signal, 0);
    }

    public static int becomeSubreaper() {
        return Abi.call(PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0);
    }

    public static int dumpable() {
        return Abi.call(PRCTL, PR_GET_DUMPABLE, 0, 0);
    }

    public static int setDumpable(int dumpable) {
        return Abi.call(PRCTL, PR_SET_DUMPABLE, dumpable, 0);
    }

    /** The soft RLIMIT_NOFILE of a process (0: this one), or minus errno. */
    public static long softOpenFiles(int pid) {
        MemorySegment limit = Scratch.mine().buffer();
        int result = Abi.call(PRLIMIT, pid, RLIMIT_NOFILE, 0, limit.address(), 0, 0);
        return result < 0 ? result : limit.get(ValueLayout.JAVA_LONG, 0);
    }

    /** The soft RLIMIT_LOCKS of a process (0: this one): -1 is none, and so is minus errno to whoever looks for a number of ours. */
    public static long softFileLocks(int pid) {
        MemorySegment limit = Scratch.mine().buffer();
        int result = Abi.call(PRLIMIT, pid, RLIMIT_LOCKS, 0, limit.address(), 0, 0);
        return result < 0 ? result : limit.get(ValueLayout.JAVA_LONG, 0);
    }

    /** Sets the soft RLIMIT_LOCKS of this process and leaves the hard one, which has to allow that. */
    public static int setSoftFileLocks(long soft) {
        MemorySegment limit = Scratch.mine().buffer();
        int result = Abi.call(PRLIMIT, 0, RLIMIT_LOCKS, 0, limit.address(), 0, 0);
        if (result < 0) {
            return result;
        }
        limit.set(ValueLayout.JAVA_LONG, 0, soft);
        return Abi.call(PRLIMIT, 0, RLIMIT_LOCKS, limit.address(), 0, 0, 0);
    }

    /** Sets the soft RLIMIT_NOFILE of a process (0: this one), at most its hard one. */
    public static int setSoftOpenFiles(int pid, long soft) {
        MemorySegment limit = Scratch.mine().buffer();
        int result = Abi.call(PRLIMIT, pid, RLIMIT_NOFILE, 0, limit.address(), 0, 0);
        if (result < 0) {
            return result;
        }
        long hard = limit.get(ValueLayout.JAVA_LONG, 8);
        limit.set(ValueLayout.JAVA_LONG, 0, Long.compareUnsigned(soft, hard) < 0 ? soft : hard);
        return Abi.call(PRLIMIT, pid, RLIMIT_NOFILE, limit.address(), 0, 0, 0);
    }

    /** The hard limit of a resource of this process; -1 is none. */
    public static long hardLimit(int resource) {
        MemorySegment limit = Scratch.mine().buffer();
        int result = Abi.call(PRLIMIT, 0, resource, 0, limit.address(), 0, 0);
        // A resource that the kernel does not know cannot be raised above anything.
        return result < 0 ? 0 : limit.get(ValueLayout.JAVA_LONG, 8);
    }

    /** The nice value of this thread. */
    public static int nice() {
        // The library's getpriority returns it as it is, and -1 both for an error, which 0 as who cannot lead to, and
        // for itself.
        return Abi.callPlain(GETPRIORITY, 0, 0, 0, 0, 0, 0);
    }

    /** Gives this thread a umask, a working directory and a root of its own, which are what they were. */
    public static int unshareFilesystemAttributes() {
        return Abi.call(UNSHARE, CLONE_FS);
    }

    /** The previous mask. */
    public static int umask(int mask) {
        return Abi.call(UMASK, mask);
    }

    /** Undoes an inherited SIG_IGN, with which the kernel would reap children itself and their exits were lost. */
    public static void defaultChildSignal() {
        Abi.callLong(SIGNAL, SIGCHLD, 0, 0);
    }

    public static int getpid() {
        return Abi.call(GETPID, 0);
    }

    public static int getsid() {
        return Abi.call(GETSID, 0);
    }

    public static long geteuid() {
        return Integer.toUnsignedLong(Abi.callPlain(GETEUID, 0, 0, 0, 0, 0, 0));
    }

    public static long ticksPerSecond() {
        return Abi.callLong(SYSCONF, 2, 0, 0);
    }

    public static long pageBytes() {
        return Abi.callLong(SYSCONF, 30, 0, 0);
    }

    private static MemorySegment clearedInfo() {
        // siginfo_t is 128 bytes.
        return Scratch.mine().buffer().asSlice(0, 128).fill((byte) 0);
    }
}
