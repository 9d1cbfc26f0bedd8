package pmon.os.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import pmon.api.spi.kernel.KernelException;

/**
 * The one way out of the JVM.
 *
 * <p>All functions are called through a single downcall handle that passes six 64-bit integers. Both System V x86-64 and AAPCS64 pass
 * integers and pointers in registers of that width, let a callee ignore what it did not ask for, and pass the variadic arguments of
 * {@code open}, {@code fcntl}, {@code ioctl}, {@code prctl} and {@code syscall} like any other. One shape instead of thirty is what makes
 * the first call cheap: the linker spins classes per shape, not per function.
 */
final class Abi {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private Abi() {}

    static MemorySegment function(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(
                        () -> new KernelException("the C library has no " + name + "; glibc 2.34 or later is needed"));
    }

    static boolean has(String name) {
        return LINKER.defaultLookup().find(name).isPresent();
    }

    /** Calls a function that returns an {@code int}, -1 being an error: the result, or minus errno. */
    static int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        Scratch scratch = Scratch.mine();
        int result = (int) invoke(function, scratch, a, b, c, d, e, f);
        return result == -1 ? -scratch.errno() : result;
    }

    static int call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    static int call(MemorySegment function, long a) {
        return call(function, a, 0, 0, 0, 0, 0);
    }

    /** Calls a function that returns a {@code long} (a size, a pointer), -1 being an error: the result, or minus errno. */
    static long callLong(MemorySegment function, long a, long b, long c) {
        Scratch scratch = Scratch.mine();
        long result = invoke(function, scratch, a, b, c, 0, 0, 0);
        return result == -1 ? -scratch.errno() : result;
    }

    /** Calls a function that returns an {@code int} as it is: an error number, or something that cannot fail. */
    static int callPlain(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        return (int) invoke(function, Scratch.mine(), a, b, c, d, e, f);
    }

    private static long invoke(
            MemorySegment function, Scratch scratch, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, scratch.errnoSegment(), a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall does not throw", impossible);
        }
    }
}
