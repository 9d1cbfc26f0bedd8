package pmon.os.linux;

import java.util.HashMap;
import java.util.Map;
import pmon.api.process.Signal;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;

/** Ends what is run for instances without being of them: checks, and what these have started. Any thread. */
final class Guests {
    /** A round kills all that it finds, and a killed process forks no more; the bound is for what we cannot imagine. */
    private static final int ROUNDS = 100;

    private Guests() {}

    /** Those of an instance that is ending or let go of. */
    static void end(Instance instance, ProcessTree tree) {
        for (int guest : instance.guests()) {
            end(guest, tree);
        }
    }

    /** One of them, which is not reaped meanwhile, with all that descends from it. */
    static void end(int guest, ProcessTree tree) {
        Map<Integer, Long> killed = new HashMap<>();
        boolean news = true;
        for (int round = 0; round < ROUNDS && news; round++) {
            news = false;
            for (ProcStat member : tree.descendants(guest)) {
                Long before = killed.put(member.pid(), member.startTicks());
                if (before == null || before != member.startTicks()) {
                    kill(member);
                    news = true;
                }
            }
        }
    }

    /** Those that an earlier daemon with this mark did not wait for the end of. */
    static void endLeft(String daemonMark) {
        boolean news = true;
        for (int round = 0; round < ROUNDS && news; round++) {
            news = false;
            Pids all = Proc.all();
            for (int i = 0; i < all.size(); i++) {
                // Who it is first, the number that it carries second: where the same one is still there then, that was
                // its own.
                news |= Proc.stat(all.get(i))
                        .filter(stat -> !stat.dead() && Lineage.guestOf(stat.pid(), daemonMark) && kill(stat))
                        .isPresent();
            }
        }
    }

    /** The pidfd pins the process; only then is it asked again whether it is the one that was found. */
    private static boolean kill(ProcStat process) {
        int pidfd = ProcessCalls.pidfdOpen(process.pid());
        if (pidfd < 0) {
            return false;
        }
        boolean same = Proc.stat(process.pid())
                .filter(now -> now.startTicks() == process.startTicks())
                .isPresent();
        boolean killed = same && ProcessCalls.pidfdSignal(pidfd, Signal.KILL.number()) == 0;
        FileCalls.close(pidfd);
        return killed;
    }
}
