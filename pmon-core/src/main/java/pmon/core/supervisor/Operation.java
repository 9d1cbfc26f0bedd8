package pmon.core.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** A request whose outcome somebody waits for. */
final class Operation {
    final long id;
    private final boolean untilDone;
    private final @Nullable Moment deadline;
    private final List<Managed> affected = new ArrayList<>();
    private final Map<Managed, Want> open = new LinkedHashMap<>();
    private Outcome.@Nullable Failed failure;
    private boolean lookedAt;
    private boolean recordable = true;
    private long ticket;

    Operation(long id, Completion completion, Moment now) {
        Duration timeout = completion.timeout();
        this.id = id;
        this.untilDone = completion.untilDone();
        this.deadline = timeout == null ? null : now.plus(timeout);
    }

    /** What is waited for with one program. */
    sealed interface Want {
        /** This instance or a later one runs, and has for the start grace. */
        record Started(int generation) implements Want {}

        /** Nothing of it lives. */
        record Stopped() implements Want {}

        /** It is forgotten. */
        record Deleted() implements Want {}
    }

    void await(Managed program, Want want) {
        affected.add(program);
        if (untilDone) {
            open.put(program, want);
        }
    }

    List<Managed> affected() {
        return affected;
    }

    /** Looks at the parts that are still open, at the end of a turn. */
    void look(Turn turn, Programs programs, Duration grace) {
        boolean closed =
                open.entrySet().removeIf(part -> closed(part.getKey(), part.getValue(), turn, programs, grace));
        if (closed || !lookedAt) {
            lookedAt = true;
            affected.forEach(program -> ticket = Math.max(ticket, program.ticket));
        }
    }

    /** Everything up to this append has to be durable before the answer. */
    long ticket() {
        return recordable ? ticket : 0;
    }

    /** What it wants is not durable; there is nothing more to record about it. */
    void notRecorded(Outcome.Failed with) {
        recordable = false;
        fail(with);
    }

    boolean decided() {
        return open.isEmpty();
    }

    boolean late(Moment now) {
        return deadline != null && now.reached(deadline);
    }

    private void fail(Outcome.Failed with) {
        failure = failure == null ? with : failure;
    }

    /** Stops waiting for what will not come about. */
    void giveUp(Outcome.Failed with, boolean stopsToo) {
        if (open.values().removeIf(want -> stopsToo || want instanceof Want.Started)) {
            fail(with);
        }
    }

    Outcome outcome() {
        return failure != null
                ? failure
                : new Outcome.Done(affected.stream().map(Managed::snapshot).toList());
    }

    Outcome lateOutcome() {
        String names =
                String.join(", ", open.keySet().stream().map(Managed::name).toList());
        String what = names.isEmpty() ? "its record is not durable yet" : "still waiting for " + names;
        return new Outcome.Failed(ErrorCode.TIMEOUT, "the wait has ended before the outcome was known: " + what);
    }

    /** When it has to be looked at again without anything having happened. */
    @Nullable
    Moment nextLook(Duration grace) {
        Moment next = deadline;
        for (var part : open.entrySet()) {
            if (part.getValue() instanceof Want.Started(int generation)
                    && part.getKey().state instanceof State.Running running
                    && running.generation() >= generation) {
                Moment settled = running.since().plus(grace);
                next = next == null || next.reached(settled) ? settled : next;
            }
        }
        return next;
    }

    private boolean closed(Managed program, Want want, Turn turn, Programs programs, Duration grace) {
        boolean there = programs.byId(program.id) == program;
        return switch (want) {
            case Want.Deleted deleted -> !there;
            case Want.Stopped stopped -> !there || program.resting() || superseded(program);
            case Want.Started(int generation) ->
                ended(program, generation, turn, grace)
                        || abandoned(program, there)
                        || settled(program, generation, turn.now, grace);
        };
    }

    private static boolean settled(Managed program, int generation, Moment now, Duration grace) {
        return program.state instanceof State.Running running
                && running.generation() >= generation
                && now.reached(running.since().plus(grace));
    }

    private boolean superseded(Managed program) {
        if (program.goal != Goal.UP) {
            return false;
        }
        fail(new Outcome.Failed(ErrorCode.FAILED, "another request has started " + program.name() + " meanwhile"));
        return true;
    }

    private boolean abandoned(Managed program, boolean there) {
        if (there && program.goal == Goal.UP && !program.resting()) {
            return false;
        }
        fail(new Outcome.Failed(ErrorCode.FAILED, "another request has stopped " + program.name() + " meanwhile"));
        return true;
    }

    /** Whether an instance that would do has come to its end unasked in this turn. */
    private boolean ended(Managed program, int generation, Turn turn, Duration grace) {
        for (Turn.Seen seen : turn.seen) {
            if (seen.program() != program || seen.generation() < generation) {
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
                case EXITED -> {
                    if (seen.before() instanceof State.Running running) {
                        judge(program, turn.now.since(running.since()), seen.fact(), grace);
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private void judge(Managed program, Duration lived, Step.Fact fact, Duration grace) {
        ExitStatus exit = fact.exit();
        boolean completed = exit != null && exit.success() && !program.spec.autoRestart();
        if (lived.compareTo(grace) < 0 && !completed) {
            failStart(
                    program,
                    program.name() + " ended with " + fact.cause() + " after " + lived.toMillis() + " ms",
                    fact);
        }
    }

    private void failStart(Managed program, String message, Step.Fact fact) {
        fail(new Outcome.Failed(ErrorCode.START_FAILED, message, fact.exit(), program.snapshot()));
    }
}
