package pmon.os.linux.libc;

/** What a wait on a process brought. */
public sealed interface WaitStatus {
    /** It called exit. */
    record Exited(int code) implements WaitStatus {}

    /** A signal ended it, with or without a core. */
    record Signaled(int signal) implements WaitStatus {}

    /** There is nothing to tell yet. */
    record Alive() implements WaitStatus {}

    /** The kernel does not tell us; ECHILD where it is not our child. */
    record Failed(int errno) implements WaitStatus {}

    /** From siginfo_t, where CLD_EXITED is 1, CLD_KILLED 2 and CLD_DUMPED 3. */
    static WaitStatus ofSigInfo(int code, int status) {
        return code == 1 ? new Exited(status & 0xff) : new Signaled(status);
    }

    /** From a number as wait(2) encodes it: the signal in the low seven bits, the exit code in the second byte. */
    static WaitStatus ofExitCode(int exitCode) {
        int signal = exitCode & 0x7f;
        return signal == 0 ? new Exited((exitCode >> 8) & 0xff) : new Signaled(signal);
    }
}
