package pmon.bench.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** {@code kill(2)} itself: {@link ProcessHandle} reads {@code /proc} first, which would be part of what is measured. */
public final class Signals {
    private static final int SIGKILL = 9;

    // `run` gives the permission for native access that the compiler warns about.
    @SuppressWarnings("restricted")
    private static final MethodHandle KILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Signals() {}

    /** Kills a process; one that is gone already is nobody's mistake. Returns {@link System#nanoTime} just before. */
    public static long kill(long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("not a process to kill: " + pid);
        }
        long now = System.nanoTime();
        send((int) pid, SIGKILL);
        return now;
    }

    /** Pays for the first call, some hundred milliseconds, before anything is measured. */
    public static void prepare() {
        send((int) ProcessHandle.current().pid(), 0);
    }

    private static void send(int pid, int signal) {
        try {
            int _ = (int) KILL.invokeExact(pid, signal);
        } catch (Throwable e) {
            throw new IllegalStateException("kill(2) cannot be called", e);
        }
    }
}
