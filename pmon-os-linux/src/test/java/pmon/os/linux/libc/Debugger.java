package pmon.os.linux.libc;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A program that attaches to process PID as a debugger does, prints 0, and never waits for it, until its own input ends. */
public final class Debugger {
    private static final int PTRACE_SEIZE = 0x4206;
    private static final MemorySegment PTRACE = Abi.function("ptrace");

    private Debugger() {}

    public static void main(String[] args) throws IOException {
        System.out.println(Abi.callLong(PTRACE, PTRACE_SEIZE, Integer.parseInt(args[0]), 0));
        System.in.read();
    }
}
