package pmon.os.linux;

import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.KernelException;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Proc;

/**
 * The process we are in.
 *
 * @param uid the effective user
 * @param session the session it belongs to; nothing that we start is ever in it
 */
record Host(ProcessIdentity identity, long uid, int session) {
    static Host current() {
        int pid = ProcessCalls.getpid();
        long start = Proc.stat(pid)
                .orElseThrow(() -> new KernelException("cannot read /proc/" + pid + "/stat; is /proc mounted?"))
                .startTicks();
        var identity = new ProcessIdentity(pid, start, Proc.bootId());
        return new Host(identity, ProcessCalls.geteuid(), ProcessCalls.getsid());
    }

    int pid() {
        return identity.pid();
    }

    boolean root() {
        return uid == 0;
    }
}
