package pmon.core.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.core.lifecycle.State;

/** Says in one sentence what state a program is in and why. Times are UTC. */
final class Explanation {
    private Explanation() {}

    static String of(Managed program) {
        return switch (program.state) {
            case State.Inherited inherited -> inherited.status().word() + " when an earlier daemon ended";
            case State.Stopped stopped -> "stopped: " + program.reason;
            case State.Failed failed -> "failed: " + program.reason;
            case State.Closed closed -> "closed: " + program.reason;
            case State.Queued queued -> "queued: waiting for its record to be durable";
            case State.Starting starting -> "init: being started";
            case State.Running running -> running(program, running);
            case State.Stopping stopping -> stopping(program, stopping);
            case State.Backoff backoff -> backoff(program, backoff);
        };
    }

    private static String running(Managed program, State.Running running) {
        String text = "running since " + second(running.since().wall());
        ExitStatus exit = program.exit;
        if (program.tally.restarts() == 0 || exit == null) {
            return text;
        }
        return text + " after " + times(program.tally.restarts(), "restart") + ", the last instance ended with "
                + exit.describe();
    }

    private static String stopping(Managed program, State.Stopping stopping) {
        String who = stopping.main() == null ? "its main process is gone, others of its tree are left" : program.reason;
        String when = stopping.killing()
                ? "SIGKILL has been sent"
                : "SIGKILL follows at " + second(stopping.killAt().wall());
        return (stopping.next().starts() ? "restarting: " : "stopping: ") + who + "; " + when;
    }

    private static String backoff(Managed program, State.Backoff backoff) {
        String text = "backing off until " + second(backoff.until().wall()) + " for " + human(backoff.delay());
        int lives = program.tally.shortLives();
        return text + " after " + times(lives, "short-lived try") + " in a row: " + why(program.exit, program.reason);
    }

    private static String why(@Nullable ExitStatus exit, String reason) {
        return exit == null || !reason.equals(exit.describe()) ? reason : "the last ended with " + exit.describe();
    }

    private static String times(int count, String what) {
        if (count == 1) {
            return "1 " + what;
        }
        return count + " " + (what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s");
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String human(Duration delay) {
        long millis = delay.toMillis();
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
}
