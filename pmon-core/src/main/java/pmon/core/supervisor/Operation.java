package pmon.core.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Until;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** A request whose outcome somebody waits for. It is about programs, its parts; only those that something happened to are looked at. */
final class Operation {
    final long id;
    /** By which its caller asks again; null for never. */
    private final @Nullable String token;

    private final long uid;
    private final boolean untilDone;
    private final @Nullable Moment deadline;
    private final Set<Managed> affected = new LinkedHashSet<>();
    private final Map<Managed, Want> open = new LinkedHashMap<>();
    /** Those of them that run as somebody wants it. Until that is told it can still turn out to be untrue. */
    private final Set<Managed> content = new HashSet<>();
    /** Programs that run and have not done so for the start grace yet. */
    private final PriorityQueue<Settling> settling =
            new PriorityQueue<>((one, other) -> Long.signum(one.at.nanos() - other.at.nanos()));

    private final Failures failures = new Failures();
    private Supplier<Outcome> done;
    private boolean lookedAt;
    /** Why what it wants is not durable; null while it may be. */
    private Outcome.@Nullable Failed unrecorded;

    private long ticket;

    Operation(long id, Caller caller, Completion completion, Moment now) {
        Duration timeout = completion.timeout();
        this.id = id;
        this.uid = caller.account().uid();
        this.token = completion.token();
        this.untilDone = completion.untilDone();
        this.deadline = timeout == null ? null : now.plus(timeout);
        done = () -> new Outcome.Done(affected.stream().map(Managed::snapshot).toList());
    }

    /** What is waited for with one program. */
    sealed interface Want {
        /** This instance or a later one runs, has for the start grace, and is ready. */
        record Started(int generation) implements Want {}

        /** Nothing of it lives. */
        record Stopped() implements Want {}

        /** It has come, by whatever, to what somebody waits for. */
        record Reached(Until until) implements Want {}

        /** It is a task whose run has ended, and well. */
        record Ran() implements Want {}

        /** It is forgotten. */
        record Deleted() implements Want {}
    }

    private record Settling(Moment at, Managed program) {}

    void await(Managed program, Want want) {
        affected.add(program);
        if (untilDone) {
            open.put(program, want);
        }
    }

    /** Tells of a program, and waits for nothing of it. */
    void tell(Managed program) {
        affected.add(program);
    }

    boolean affects(Managed program) {
        return affected.contains(program);
    }

    /** What is told in the end, instead of the programs. */
    void answerWith(Supplier<Outcome> outcome) {
        done = outcome;
    }

    /** What this request has led to at once is appended with this ticket. */
    void appended(long with) {
        ticket = Math.max(ticket, with);
    }

    /** The programs that are still waited for. */
    Collection<Managed> open() {
        return open.keySet();
    }

    /**
     * Looks at one part, at the end of a turn.
     *
     * @return whether it is closed now
     */
    boolean look(Managed program, Turn turn, Programs programs, Duration grace) {
        Want want = open.get(program);
        if (want == null) {
            return false;
        }
        boolean closed = closed(program, want, turn, programs, grace);
        if (closed) {
            content.remove(program);
            open.remove(program);
            ticket = Math.max(ticket, program.ticket);
        } else if (want instanceof Want.Started(int generation)) {
            if (!settled(program, generation, turn.now, grace)) {
                content.remove(program);
            } else if (content.add(program)) {
                ticket = Math.max(ticket, program.ticket);
            }
        }
        return closed;
    }

    /** The programs to be looked at though nothing happened to them: those that may have run for the start grace by now; at first all. */
    List<Managed> takeDue(Moment now) {
        List<Managed> due = new ArrayList<>();
        if (!lookedAt) {
            lookedAt = true;
            due.addAll(open.keySet());
        }
        for (Settling head = settling.peek(); head != null && now.reached(head.at); head = settling.peek()) {
            settling.remove();
            due.add(head.program);
        }
        return due;
    }

    /** Everything up to this append has to be durable before the answer. */
    long ticket() {
        return unrecorded == null ? ticket : 0;
    }

    /** What it wants is not durable; there is nothing more to record about it. */
    void notRecorded(Outcome.Failed with) {
        unrecorded = with;
    }

    boolean decided() {
        return open.size() == content.size();
    }

    boolean late(Moment now) {
        return deadline != null && now.reached(deadline);
    }

    void fail(Outcome.Failed with) {
        failures.add(with);
    }

    /** Stops waiting for what will not come about. */
    void giveUp(Outcome.Failed with, boolean stopsToo) {
        open.keySet().removeAll(content);
        content.clear();
        if (open.values().removeIf(want -> stopsToo || starts(want))) {
            fail(with);
        }
    }

    /** What is left of it for the next daemon; null where its caller will not ask that, or waits only: that can be asked twice. */
    @Nullable
    Unfinished unfinished() {
        if (token == null || open.isEmpty() || open.values().stream().anyMatch(Want.Reached.class::isInstance)) {
            return null;
        }
        List<Unfinished.Part> parts = new ArrayList<>();
        for (Managed program : affected) {
            parts.add(
                    switch (open.get(program)) {
                        case Want.Started(int generation) ->
                            new Unfinished.Part(program.id, Unfinished.Wanted.STARTED, generation);
                        case Want.Stopped _ -> new Unfinished.Part(program.id, Unfinished.Wanted.STOPPED, 0);
                        case Want.Deleted _ -> new Unfinished.Part(program.id, Unfinished.Wanted.DELETED, 0);
                        case Want.Ran _ -> new Unfinished.Part(program.id, Unfinished.Wanted.RAN, 0);
                        case Want.Reached _ -> new Unfinished.Part(program.id, Unfinished.Wanted.NOTHING, 0);
                        case null -> new Unfinished.Part(program.id, Unfinished.Wanted.NOTHING, 0);
                    });
        }
        return new Unfinished(token, uid, parts);
    }

    private static boolean starts(Want want) {
        return want instanceof Want.Started
                || want instanceof Want.Ran
                || (want instanceof Want.Reached(Until until) && until != Until.STOPPED);
    }

    /** @param programs those that are there now */
    Outcome outcome(Programs programs) {
        if (unrecorded != null) {
            // What does not need a record has been done all the same.
            return new Outcome.Failed(unrecorded.code(), unrecorded.message() + "; meanwhile " + present(programs));
        }
        return failures.isEmpty() ? done.get() : failures.together();
    }

    private String present(Programs programs) {
        List<String> each = affected.stream()
                .map(program -> program.name() + " is "
                        + (programs.byId(program.id) == program
                                ? program.state.status().word()
                                : "not there"))
                .toList();
        return each.isEmpty() ? "it is as was asked for" : Failures.told(each, ", ");
    }

    Outcome lateOutcome() {
        String names = String.join(
                ", ",
                open.keySet().stream()
                        .filter(program -> !content.contains(program))
                        .map(Managed::name)
                        .toList());
        String what = names.isEmpty() ? "its record is not durable yet" : "still waiting for " + names;
        return new Outcome.Failed(ErrorCode.TIMEOUT, "the wait has ended before the outcome was known: " + what);
    }

    /** When it has to be looked at again without anything having happened. */
    @Nullable
    Moment nextLook() {
        Settling head = settling.peek();
        if (head == null || (deadline != null && head.at.reached(deadline))) {
            return deadline;
        }
        return head.at;
    }

    private boolean closed(Managed program, Want want, Turn turn, Programs programs, Duration grace) {
        boolean there = programs.byId(program.id) == program;
        return switch (want) {
            case Want.Deleted deleted -> !there;
            case Want.Stopped stopped -> !there || program.resting() || superseded(program);
            case Want.Reached(Until until) -> {
                Outcome.Failed failure = Prospects.refuted(program, there, until, turn);
                if (failure != null) {
                    fail(failure);
                }
                yield failure != null
                        || switch (until) {
                            case RUNNING -> program.state instanceof State.Running;
                            case READY -> settled(program, 0, turn.now, grace);
                            case HEALTHY -> settled(program, 0, turn.now, grace) && program.well();
                            case STOPPED -> !there || program.resting();
                        };
            }
            case Want.Ran ran ->
                !there
                        || (program.resting() && !programs.specials.awaits(program) && ran(program))
                        || heldBack(program)
                        || endless(program);
            case Want.Started(int generation) ->
                ended(program, generation, turn, programs.defaults) || abandoned(program, there) || heldBack(program);
        };
    }

    /** Whether somebody has made a service of it, so that its run does not end. */
    private boolean endless(Managed program) {
        boolean endless = !program.spec.task().run().ends();
        if (endless) {
            fail(new Outcome.Failed(
                    ErrorCode.FAILED, "another request has made a service of " + program.name() + " meanwhile"));
        }
        return endless;
    }

    /** A run has ended; whether well is told. */
    private boolean ran(Managed program) {
        ExitStatus exit = program.exit;
        boolean byItself = exit != null && program.reason.equals(exit.describe());
        if (Runs.failure(program) != null) {
            ErrorCode code = program.vetoed
                    ? ErrorCode.UNHEALTHY
                    : byItself || program.state instanceof State.Stopped ? ErrorCode.FAILED : ErrorCode.START_FAILED;
            String what = byItself ? "ended with " : program.state instanceof State.Stopped ? "was " : "did not run: ";
            fail(new Outcome.Failed(
                    code, "task " + program.name() + " " + what + program.reason, exit, program.snapshot()));
        }
        return true;
    }

    private boolean settled(Managed program, int generation, Moment now, Duration grace) {
        if (!(program.state instanceof State.Running running) || running.generation() < generation) {
            return false;
        }
        Moment at = running.since().plus(grace);
        if (now.reached(at)) {
            // Whoever becomes ready is looked at again.
            return program.ready();
        }
        settling.add(new Settling(at, program));
        return false;
    }

    private boolean superseded(Managed program) {
        if (program.goal != Goal.UP) {
            return false;
        }
        interrupted(
                new Outcome.Failed(ErrorCode.FAILED, "another request has started " + program.name() + " meanwhile"));
        return true;
    }

    private boolean abandoned(Managed program, boolean there) {
        if (there && program.goal == Goal.UP && !program.resting()) {
            return false;
        }
        interrupted(
                new Outcome.Failed(ErrorCode.FAILED, "another request has stopped " + program.name() + " meanwhile"));
        return true;
    }

    /** What was not recorded has been taken back by nobody but us. */
    private void interrupted(Outcome.Failed by) {
        if (unrecorded == null) {
            fail(by);
        }
    }

    /** Whether it waits for something that may never come. */
    private boolean heldBack(Managed program) {
        Managed culprit = program.state instanceof State.Queued ? Sequencing.culprit(program) : null;
        if (culprit == null) {
            return false;
        }
        String message = "cannot start " + program.name() + ": " + Sequencing.blame(program, culprit);
        fail(new Outcome.Failed(ErrorCode.START_FAILED, message, null, program.snapshot()));
        return true;
    }

    /** Whether an instance that would do has come to its end unasked in this turn. */
    private boolean ended(Managed program, int generation, Turn turn, Defaults defaults) {
        for (Turn.Seen seen : turn.seen(program)) {
            if (seen.generation() < generation) {
                continue;
            }
            switch (seen.fact().type()) {
                case START_FAILED -> {
                    failStart(
                            program,
                            "cannot start " + program.name() + ": "
                                    + seen.fact().cause(),
                            seen.fact());
                    return true;
                }
                case UNHEALTHY -> {
                    String message = program.name() + " is " + seen.fact().cause();
                    fail(new Outcome.Failed(ErrorCode.UNHEALTHY, message, null, program.snapshot()));
                    return true;
                }
                case EXITED -> {
                    if (seen.before() instanceof State.Running running) {
                        judge(program, turn.now.since(running.since()), seen.fact(), defaults);
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private void judge(Managed program, Duration lived, Step.Fact fact, Defaults defaults) {
        ExitStatus exit = fact.exit();
        boolean completed = exit != null && program.policy(defaults).success(exit) && !program.spec.autoRestart();
        // However late this is heard of: whoever is told that it was started must not find it dead.
        if (!completed) {
            failStart(
                    program,
                    program.name() + " ended with " + fact.cause() + " after " + lived.toMillis() + " ms",
                    fact);
        }
    }

    private void failStart(Managed program, String message, Step.Fact fact) {
        ErrorCode code = program.vetoed ? ErrorCode.UNHEALTHY : ErrorCode.START_FAILED;
        fail(new Outcome.Failed(code, message, fact.exit(), program.snapshot()));
    }
}
