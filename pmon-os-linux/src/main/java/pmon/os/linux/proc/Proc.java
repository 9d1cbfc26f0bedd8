package pmon.os.linux.proc;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileCalls.Chunk;

/** Processes as /proc shows them. A process that is not there, or may not be looked at, is simply absent from the answer. */
public final class Proc {
    /**
     * In the middle of execve a process has neither an environment nor arguments, and must not be overlooked then: mostly for some
     * microseconds, for longer where it has to wait for a processor. Half a second is more than that was ever seen to take.
     */
    private static final int EXEC_LOOKS = 5_000;

    private static final long EXEC_PAUSE_NANOS = 100_000;

    private static final boolean LISTS_CHILDREN = listsChildren();

    private Proc() {}

    /** What the kernel counts about a process; absent when it is gone, and when no descriptor is left to look with. */
    public static Optional<ProcStat> stat(int pid) {
        int descriptor = FileCalls.openToLook("/proc/" + pid + "/stat", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return Optional.empty();
        }
        Chunk line = FileCalls.read(descriptor);
        FileCalls.close(descriptor);
        return line.count() <= 0 ? Optional.empty() : ProcStat.parse(line.bytes(), line.count());
    }

    /** The children of all threads of a process. */
    public static Pids children(int pid) {
        if (!LISTS_CHILDREN) {
            return childrenByScan(pid);
        }
        var children = new Pids();
        Pids threads = ProcFile.numbersIn("/proc/" + pid + "/task");
        for (int i = 0; i < threads.size(); i++) {
            addChildren(pid, threads.get(i), children);
        }
        return children;
    }

    /**
     * The children of the first thread of a process: of those that its other threads started, none; of orphans that the kernel gave to
     * it, all, because {@code find_new_reaper} in kernel/exit.c hands them to the first living thread.
     */
    public static Pids childrenOfFirstThread(int pid) {
        if (!LISTS_CHILDREN) {
            return childrenByScan(pid);
        }
        var children = new Pids();
        addChildren(pid, pid, children);
        return children;
    }

    /** The same for kernels built without CONFIG_PROC_CHILDREN: looks at every process. */
    static Pids childrenByScan(int parent) {
        var children = new Pids();
        Pids all = all();
        for (int i = 0; i < all.size(); i++) {
            int pid = all.get(i);
            if (stat(pid).filter(stat -> stat.parent() == parent).isPresent()) {
                children.add(pid);
            }
        }
        return children;
    }

    /** Every process there is. */
    public static Pids all() {
        return ProcFile.numbersIn("/proc");
    }

    /** The descriptors that this process has open. */
    public static Pids descriptors() {
        return ProcFile.numbersIn("/proc/self/fd");
    }

    /** The real user of a process; -1 when it is gone. */
    public static long realUid(int pid) {
        String status = ProcFile.text("/proc/" + pid + "/status");
        int line = status.indexOf("\nUid:\t");
        if (line < 0) {
            return -1;
        }
        int end = status.indexOf('\t', line + 6);
        return end < 0 ? -1 : Long.parseLong(status, line + 6, end, 10);
    }

    /** Whether this process has a capability in effect, by its number in linux/capability.h. */
    public static boolean capable(int capability) {
        String status = ProcFile.text("/proc/self/status");
        int line = status.indexOf("\nCapEff:\t");
        if (line < 0) {
            return false;
        }
        int end = status.indexOf('\n', line + 9);
        return (Long.parseUnsignedLong(status, line + 9, end < 0 ? status.length() : end, 16) >> capability & 1) == 1;
    }

    /** A variable of the environment that a living process was started with; absent when it erased it. */
    public static Optional<String> environmentVariable(int pid, String name) {
        boolean last = false;
        for (int look = 1; ; look++) {
            var search = new VariableSearch(name);
            boolean read = ProcFile.read("/proc/" + pid + "/environ", search);
            if (!read || !search.sawNothing() || last || look == EXEC_LOOKS) {
                return search.value();
            }
            // It may have become the new program since.
            last = !betweenPrograms(pid);
            if (!last) {
                LockSupport.parkNanos(EXEC_PAUSE_NANOS);
            }
        }
    }

    /** Whether it has no arguments, as nobody has for good but threads of the kernel, which are in no session. */
    private static boolean betweenPrograms(int pid) {
        return ProcFile.text("/proc/" + pid + "/cmdline").isEmpty()
                && stat(pid).filter(stat -> !stat.dead() && stat.session() != 0).isPresent();
    }

    /** Identifies this boot; empty where the kernel does not tell. */
    public static String bootId() {
        return ProcFile.text("/proc/sys/kernel/random/boot_id");
    }

    private static void addChildren(int pid, int thread, Pids children) {
        ProcFile.read("/proc/" + pid + "/task/" + thread + "/children", new ChildrenParser(children));
    }

    private static boolean listsChildren() {
        return ProcFile.read("/proc/thread-self/children", (bytes, count) -> false);
    }

    /** Numbers, each followed by a blank; one may be cut in two by the end of a piece. */
    private static final class ChildrenParser implements ProcFile.Sink {
        private final Pids children;
        private int number;

        ChildrenParser(Pids children) {
            this.children = children;
        }

        @Override
        public boolean take(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                if (bytes[i] >= '0' && bytes[i] <= '9') {
                    number = number * 10 + (bytes[i] - '0');
                } else if (number > 0) {
                    children.add(number);
                    number = 0;
                }
            }
            return true;
        }
    }
}
