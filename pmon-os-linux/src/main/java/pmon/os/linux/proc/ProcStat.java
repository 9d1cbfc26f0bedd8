package pmon.os.linux.proc;

import java.util.Optional;

/**
 * A line of /proc/PID/stat. Source of the fields: proc_pid_stat(5).
 *
 * @param state {@code Z} for a zombie, which may still be the dead leader of living threads
 * @param parent the parent's pid
 * @param group process group
 * @param session session
 * @param cpuTicks user and system time
 * @param waitedTicks user and system time of children that ended and were waited for, and of theirs
 * @param threads number of threads, dead leader included
 * @param startTicks start time since boot; with the pid it tells a process from all others of this boot
 * @param residentPages resident set
 */
public record ProcStat(
        int pid,
        char state,
        int parent,
        int group,
        int session,
        long cpuTicks,
        long waitedTicks,
        int threads,
        long startTicks,
        long residentPages) {
    /** Whether it only waits to be reaped. A zombie with living threads still runs. */
    public boolean dead() {
        return state == 'X' || (state == 'Z' && threads <= 1);
    }

    /** Reads a line; empty when it is not one. The command name in it may contain anything, so all is counted from its last bracket. */
    static Optional<ProcStat> parse(byte[] line, int length) {
        int bracket = length - 1;
        while (bracket >= 0 && line[bracket] != ')') {
            bracket--;
        }
        if (bracket < 0 || bracket + 2 >= length) {
            return Optional.empty();
        }
        var numbers = new Numbers(line, length, 0);
        int pid = (int) numbers.next();
        char state = (char) line[bracket + 2];
        numbers.jump(bracket + 3);
        int parent = (int) numbers.next();
        int group = (int) numbers.next();
        int session = (int) numbers.next();
        numbers.skip(7); // tty_nr to cmajflt
        long cpu = numbers.next() + numbers.next();
        long waited = numbers.next() + numbers.next();
        numbers.skip(2); // priority and nice
        int threads = (int) numbers.next();
        numbers.skip(1); // itrealvalue
        long start = numbers.next();
        numbers.skip(1); // vsize
        long resident = numbers.next();
        return numbers.complete()
                ? Optional.of(new ProcStat(pid, state, parent, group, session, cpu, waited, threads, start, resident))
                : Optional.empty();
    }
}
