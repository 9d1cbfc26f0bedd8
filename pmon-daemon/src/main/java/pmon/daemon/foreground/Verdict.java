package pmon.daemon.foreground;

import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Status;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * When everything is over, and with which exit code: that of the main program, else that of the only one. Several without a main one are
 * over when all have ended by themselves.
 *
 * @param main name of the main program; null where none was named
 * @param expects whether it is ever over by itself
 */
public record Verdict(@Nullable String main, boolean expects) {
    /** Goes on whatever becomes of the programs. */
    public static final Verdict NEVER = new Verdict(null, false);

    /** Ends with its programs. */
    public Verdict(@Nullable String main) {
        this(main, true);
    }

    /** What a shell says of a command that a signal ended: this and the signal's number. */
    private static final int BY_SIGNAL = 128;

    private static final int FAILED = 1;

    /** Whether nothing is left to wait for. What somebody stopped may be started again and is waited for. */
    public boolean over(Snapshot snapshot) {
        if (!expects) {
            return false;
        }
        if (main != null) {
            return snapshot.processes().stream()
                    .anyMatch(process -> process.name().equals(main) && endedByItself(process));
        }
        return snapshot.processes().stream().allMatch(Verdict::endedByItself);
    }

    private static boolean endedByItself(ProcessSnapshot process) {
        boolean resting = process.status() == Status.STOPPED || process.status() == Status.FAILED;
        return resting
                && process.nextStartAt() == null
                && !process.record().reason().startsWith("stopped by ");
    }

    /**
     * The exit code.
     *
     * @param asked whether somebody asked for the end
     */
    public int code(Snapshot snapshot, boolean asked) {
        if (main != null) {
            return snapshot.processes().stream()
                    .filter(process -> process.name().equals(main))
                    .findFirst()
                    .map(Verdict::code)
                    .orElse(FAILED);
        }
        if (snapshot.processes().size() == 1) {
            return code(snapshot.processes().getFirst());
        }
        return asked
                ? 0
                : snapshot.processes().stream()
                        .mapToInt(Verdict::code)
                        .filter(code -> code != 0)
                        .findFirst()
                        .orElse(0);
    }

    private static int code(ProcessSnapshot process) {
        return switch (process.record().exit()) {
            case ExitStatus.Exited(int code, var _) -> code;
            case ExitStatus.Signaled(int signal, var _) -> BY_SIGNAL + signal;
            case ExitStatus.Unknown(var _) -> FAILED;
            // Never started: by mistake, or because the end came first.
            case null -> process.status() == Status.FAILED ? FAILED : 0;
        };
    }
}
