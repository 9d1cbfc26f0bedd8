package pmon.core.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import pmon.api.process.ExitStatus;
import pmon.api.process.ShortLives;
import pmon.core.health.Vigil;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/**
 * Says in one sentence what state a program is in and why. Times are UTC, to the second, as RFC 3339 writes them: a client that
 * talks to people can find them and show its own time of day.
 */
final class Explanation {
    /** What is known of one that SIGKILL has not ended. */
    static final String STUCK =
            "SIGKILL sent again and again: it waits in the kernel (see its state in ps), or pmond may not signal it";

    private Explanation() {}

    static String of(Managed program) {
        return switch (program.state) {
            case State.Inherited inherited -> inherited.status().word() + " when an earlier daemon ended";
            case State.Stopped stopped -> rest("stopped", program) + next(program);
            case State.Failed failed -> rest("failed", program) + next(program);
            case State.Closed closed -> rest("closed", program);
            case State.Queued queued -> queued(program);
            case State.Starting starting -> "being started";
            case State.Running running -> running(program, running);
            case State.Stopping stopping -> stopping(program, stopping);
            case State.Backoff backoff -> backoff(program, backoff);
        };
    }

    /** A reason that begins with the word itself, such as "stopped by root", is a sentence already. */
    private static String rest(String word, Managed program) {
        ExitStatus exit = program.exit;
        if (program.tally.generation() == 0 && program.reason.startsWith("named ")) {
            return word + ": never run";
        }
        if (exit != null && program.reason.equals(exit.describe())) {
            return word + ": ended with " + exit.describe() + (program.spec.autoRestart() ? "" : ", no restart wanted");
        }
        return program.reason.startsWith(word + " ") ? program.reason : word + ": " + program.reason;
    }

    /** When and for what a task that rests is run next. */
    private static String next(Managed program) {
        Schedules.Plan plan = program.schedule;
        if (plan == null) {
            return "";
        }
        String words = "; run " + program.spec.task().run().words();
        return plan.next() == null ? words : words + ", next at " + second(plan.next());
    }

    private static String queued(Managed program) {
        Preparation preparation = program.preparation;
        if (preparation != null && !preparation.done) {
            return "queued: waiting for " + preparation.explanation();
        }
        if (program.notBefore != null) {
            return "queued: what it depends on runs, to be started at " + second(program.notBefore.wall());
        }
        if (program.held) {
            return "queued: waiting for what depends on it to end: " + program.reason;
        }
        if (program.waitsFor.isEmpty()) {
            return "queued: waiting for its record to be durable";
        }
        List<String> others = program.waitsFor.stream()
                .map(other -> other.name() + " (" + other.state.status().word() + ": " + other.reason + ") to "
                        + Conditions.word(program, other))
                .toList();
        return "queued: waiting for " + String.join(", ", others);
    }

    private static String running(Managed program, State.Running running) {
        String text = "running since " + second(running.since().wall());
        if (program.pendingEnd instanceof Trigger.Condemned condemned) {
            return text + "; " + condemned.cause() + "; to be ended once what depends on it has ended";
        }
        if (program.pendingEnd != null) {
            return text + "; to be ended once what depends on it has ended";
        }
        Vigil vigil = program.vigil;
        if (vigil != null && (!vigil.ready() || !vigil.complaints().isEmpty())) {
            String complaints = String.join("; ", vigil.complaints());
            return vigil.ready()
                    ? text + "; a check has failed: " + complaints
                    : text + "; waiting to become ready" + (complaints.isEmpty() ? "" : ": " + complaints);
        }
        ExitStatus exit = program.exit;
        if (program.tally.restarts() == 0 || exit == null) {
            return text;
        }
        int restarts = program.tally.restarts();
        return text + ", restarted " + (restarts == 1 ? "once" : restarts + " times, last") + " after "
                + exit.describe();
    }

    private static String stopping(Managed program, State.Stopping stopping) {
        String what = stopping.next().starts() ? "restarting" : "stopping";
        String why = stopping.main() == null ? "what its main process left behind" : program.reason;
        String when = program.stuck
                ? Explanation.STUCK
                : stopping.killing()
                        ? "SIGKILL sent"
                        : "SIGKILL at " + second(stopping.killAt().wall());
        return what + ": " + why + "; " + when;
    }

    private static String backoff(Managed program, State.Backoff backoff) {
        String text = "backing off until " + second(backoff.until().wall()) + " after ";
        if (backoff.flapping()) {
            return text + "too many restarts (" + program.tally.flapping().count() + " count): " + program.reason;
        }
        ShortLives lives = program.tally.shortLives();
        if (lives.count() == 0) {
            return text + program.reason;
        }
        Instant last = backoff.until().wall().minus(backoff.delay());
        String in = lives.count() < 2 ? "" : " in " + human(Duration.between(lives.since(), last));
        ExitStatus exit = program.exit;
        if (exit != null
                && lives.cause().equals(exit.describe())
                && lives.cause().equals(program.reason)) {
            return text + exits(lives.count(), exit) + in;
        }
        return lives.count() < 2
                ? text + "a short-lived try: " + program.reason
                : text + lives.count() + " short-lived tries" + in + ", the last: " + program.reason;
    }

    /** Several that ended in the same way: the first one delays nothing. */
    private static String exits(int count, ExitStatus exit) {
        return switch (exit) {
            case ExitStatus.Exited(int code, var _) -> count + " exits with code " + code;
            case ExitStatus.Signaled _ -> count + " ends by " + exit.describe();
            case ExitStatus.Unknown _ -> count + " unknown exits";
        };
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Roughly: what matters is whether it is moments, minutes or hours. */
    private static String human(Duration time) {
        long millis = Math.max(0, time.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        long tenths = millis / 100;
        if (tenths < 100 && tenths % 10 != 0) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        if (millis < 120_000) {
            return millis / 1_000 + " s";
        }
        return time.toMinutes() < 120 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
