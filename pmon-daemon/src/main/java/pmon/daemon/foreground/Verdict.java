package pmon.daemon.foreground;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.RunSettings;
import pmon.api.process.Status;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Snapshot;

/**
 * When everything is over, and with which exit code: that of the main program, else that of the only service. Several without a main one are
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
        if (snapshot.processes().stream().anyMatch(Verdict::recurs)) {
            return false;
        }
        List<ProcessSnapshot> expected = expected(snapshot);
        return expected.isEmpty()
                ? snapshot.processes().isEmpty()
                : expected.stream().allMatch(Verdict::endedByItself);
    }

    /** Those that run without being asked. */
    private static List<ProcessSnapshot> expected(Snapshot snapshot) {
        return snapshot.processes().stream()
                .filter(process -> run(process).type() != RunSettings.Type.TASK)
                .toList();
    }

    private static RunSettings run(ProcessSnapshot process) {
        return process.record().spec().task().run();
    }

    private static boolean recurs(ProcessSnapshot process) {
        return switch (run(process).occasion()) {
            case RunSettings.Occasion.Every every -> true;
            case RunSettings.Occasion.Cron cron -> true;
            case RunSettings.Occasion.OnSignal signal -> false;
            case null -> false;
        };
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
        List<ProcessSnapshot> expected = expected(snapshot);
        List<ProcessSnapshot> services = expected.stream()
                .filter(process -> run(process).type() == RunSettings.Type.SERVICE)
                .toList();
        if (services.size() == 1) {
            return code(services.getFirst());
        }
        return asked
                ? 0
                : expected.stream()
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
