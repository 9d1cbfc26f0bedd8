package pmon.core.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** A request whose outcome somebody waits for. */
final class Operation {
    final long id;
    private final boolean untilDone;
    private final @Nullable Moment deadline;
    private final List<Managed> affected = new ArrayList<>();
    private final Map<Integer, Part> open = new LinkedHashMap<>();
    private Outcome.@Nullable Failed failure;
    /** Everything up to this ticket has to be durable before the answer. */
    long ticket;

    Operation(long id, boolean untilDone, @Nullable Moment deadline) {
        this.id = id;
        this.untilDone = untilDone;
        this.deadline = deadline;
    }

    /** What is waited for with one program. */
    sealed interface Want {
        /** This instance runs, and has for the start grace. */
        record Started(int generation) implements Want {}

        /** Nothing of it lives. */
        record Stopped() implements Want {}

        /** It is forgotten. */
        record Deleted() implements Want {}
    }

    private record Part(Managed program, Want want) {}

    void await(Managed program, Want want) {
        affected.add(program);
        if (untilDone) {
            open.put(program.id, new Part(program, want));
        }
    }

    boolean concerns(Managed program) {
        return open.containsKey(program.id);
    }

    /**
     * Looks at the parts that are still open.
     *
     * @return whether the last of them has been closed by this
     */
    boolean look(Turn turn, Programs programs, Duration grace) {
        boolean wasOpen = !open.isEmpty();
        open.values().removeIf(part -> closed(part, turn, programs, grace));
        return wasOpen && open.isEmpty();
    }

    boolean decided() {
        return open.isEmpty();
    }

    boolean late(Moment now) {
        return deadline != null && now.reached(deadline);
    }

    void fail(Outcome.Failed with) {
        failure = failure == null ? with : failure;
    }

    Outcome outcome() {
        return failure != null
                ? failure
                : new Outcome.Done(affected.stream().map(Managed::snapshot).toList());
    }

    Outcome lateOutcome() {
        String names = String.join(
                ", ", open.values().stream().map(part -> part.program.name()).toList());
        String what = names.isEmpty() ? "its record is not durable yet" : "still waiting for " + names;
        return new Outcome.Failed(ErrorCode.TIMEOUT, "the wait has ended before the outcome was known: " + what);
    }

    /** When it has to be looked at again without anything having happened. */
    @Nullable
    Moment nextLook(Duration grace) {
        Moment next = deadline;
        for (Part part : open.values()) {
            if (part.want instanceof Want.Started(int generation)
                    && part.program.state instanceof State.Running running
                    && running.generation() == generation) {
                Moment settled = running.since().plus(grace);
                next = next == null || next.reached(settled) ? settled : next;
            }
        }
        return next;
    }

    private boolean closed(Part part, Turn turn, Programs programs, Duration grace) {
        Managed program = part.program;
        boolean there = programs.byId(program.id) == program;
        return switch (part.want) {
            case Want.Deleted deleted -> !there || superseded(program, Goal.GONE);
            case Want.Stopped stopped -> !there || program.resting() || superseded(program, Goal.DOWN);
            case Want.Started(int generation) -> started(program, generation, there, turn, grace);
        };
    }

    private boolean superseded(Managed program, Goal wanted) {
        boolean superseded = program.goal != wanted && program.goal != Goal.GONE;
        if (superseded) {
            fail(new Outcome.Failed(
                    ErrorCode.FAILED, "another request has started " + program.name() + " meanwhile", null, null));
        }
        return superseded;
    }

    private boolean started(Managed program, int generation, boolean there, Turn turn, Duration grace) {
        Turn.Seen exited = turn.about(program, generation, ProcessEvent.Type.EXITED);
        if (exited != null) {
            judge(program, exited, turn.now, grace);
            return true;
        }
        Turn.Seen refused = turn.about(program, generation, ProcessEvent.Type.START_FAILED);
        if (refused != null) {
            failStart(
                    program,
                    "cannot start " + program.name() + ": " + refused.fact().cause(),
                    refused.fact());
            return true;
        }
        if (!there || program.resting() || program.goal != Goal.UP) {
            fail(new Outcome.Failed(
                    ErrorCode.FAILED, "another request has stopped " + program.name() + " meanwhile", null, null));
            return true;
        }
        return program.state instanceof State.Running running
                && running.generation() == generation
                && turn.now.reached(running.since().plus(grace));
    }

    private void judge(Managed program, Turn.Seen exited, Moment now, Duration grace) {
        Duration lived = exited.before() instanceof State.Running running ? now.since(running.since()) : Duration.ZERO;
        var exit = exited.fact().exit();
        boolean completed = exit != null && exit.success() && !program.spec.autoRestart();
        if (lived.compareTo(grace) < 0 && !completed) {
            String how = exit == null ? exited.fact().cause() : exit.describe();
            failStart(
                    program,
                    program.name() + " ended with " + how + " after " + lived.toMillis() + " ms",
                    exited.fact());
        }
    }

    private void failStart(Managed program, String message, Step.Fact fact) {
        fail(new Outcome.Failed(ErrorCode.START_FAILED, message, fact.exit(), program.snapshot()));
    }
}
