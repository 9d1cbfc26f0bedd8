package pmon.os.portable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import pmon.api.process.Signal;

/** Sends signals: SIGKILL through the JDK, which checks that it hits the right process, all others through the shell's kill. */
final class Signals {
    private Signals() {}

    /** Whether at least one process got it. SIGCONT follows what a stopped process would not notice. */
    static boolean send(Collection<ProcessHandle> processes, Signal signal) {
        List<ProcessHandle> alive =
                processes.stream().filter(ProcessHandle::isAlive).toList();
        if (alive.isEmpty()) {
            return false;
        }
        if (signal == Signal.KILL) {
            boolean reached = false;
            for (ProcessHandle process : alive) {
                reached |= process.destroyForcibly();
            }
            return reached;
        }
        boolean reached = kill(alive, signal);
        if (reached && wakesStopped(signal)) {
            kill(alive, Signal.CONT);
        }
        return reached;
    }

    /** One by one, because kill(1) fails as a whole when one of several processes is gone. */
    private static boolean kill(List<ProcessHandle> processes, Signal signal) {
        var arguments = new ArrayList<String>();
        arguments.add(signal.name());
        processes.forEach(process -> arguments.add(Long.toString(process.pid())));
        return Shell.run(
                        "signal=$1; shift; status=1; for pid; do kill -s $signal $pid && status=0; done; exit $status",
                        arguments)
                .isPresent();
    }

    private static boolean wakesStopped(Signal signal) {
        return switch (signal) {
            case KILL, CONT, STOP, TSTP, TTIN, TTOU -> false;
            default -> true;
        };
    }
}
