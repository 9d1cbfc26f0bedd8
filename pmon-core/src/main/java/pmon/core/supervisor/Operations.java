package pmon.core.supervisor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.core.time.Moment;

/**
 * The requests that have not been answered yet. Thousands may wait, so only those are looked at that a turn may have changed something
 * for.
 */
final class Operations {
    private final Map<Long, Operation> open = new LinkedHashMap<>();
    private final Map<Managed, Set<Operation>> byProgram = new HashMap<>();
    /** Those that wait for nothing but a commit. */
    private final Set<Operation> decided = new LinkedHashSet<>();
    /** Those to be looked at when this turn ends. */
    private final Set<Operation> due = new LinkedHashSet<>();

    private final Programs programs;
    private final BiConsumer<Long, @Nullable Moment> alarm;

    /** @param alarm is told when an operation has to be looked at though nothing happens, null for never */
    Operations(Programs programs, BiConsumer<Long, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    void add(Operation operation) {
        open.put(operation.id, operation);
        for (Managed program : operation.affected()) {
            byProgram.computeIfAbsent(program, any -> new LinkedHashSet<>()).add(operation);
        }
        due.add(operation);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Its time has come. */
    void fallsDue(long id) {
        Operation operation = open.get(id);
        if (operation != null) {
            due.add(operation);
        }
    }

    /** More is durable, or known not to be. */
    void settled() {
        due.addAll(decided);
    }

    /** What was appended after the one ticket, up to the other, is not durable. */
    void fail(long after, long upTo, Outcome.Failed failure) {
        for (Operation operation : open.values()) {
            if (operation.ticket() > after && operation.ticket() <= upTo) {
                operation.notRecorded(failure);
                due.add(operation);
            }
        }
    }

    /** The start of this program is taken back; others may have asked for it too. */
    void fail(Managed program, Outcome.Failed failure) {
        for (Operation operation : byProgram.getOrDefault(program, Set.of())) {
            operation.notRecorded(failure);
            due.add(operation);
        }
    }

    /**
     * Nothing starts any more.
     *
     * @param stopsToo nothing is stopped any more either
     */
    void giveUp(Outcome.Failed failure, boolean stopsToo) {
        open.values().forEach(operation -> operation.giveUp(failure, stopsToo));
        due.addAll(open.values());
    }

    /** Looks at what callers wait for, as far as this turn may have changed it, and answers what is known. */
    void look(Turn turn, long settledTicket) {
        for (Managed program : turn.touched) {
            due.addAll(byProgram.getOrDefault(program, Set.of()));
        }
        var grace = programs.defaults.startGrace();
        for (Operation operation : List.copyOf(due)) {
            operation.look(turn, programs, grace);
            if (operation.decided() && settledTicket >= operation.ticket()) {
                answer(operation, operation.outcome(), turn);
            } else if (operation.late(turn.now)) {
                answer(operation, operation.lateOutcome(), turn);
            } else {
                keep(operation, operation.nextLook(grace));
            }
        }
        due.clear();
    }

    private void keep(Operation operation, @Nullable Moment next) {
        alarm.accept(operation.id, next);
        if (operation.decided()) {
            decided.add(operation);
        }
    }

    private void answer(Operation operation, Outcome outcome, Turn turn) {
        open.remove(operation.id);
        decided.remove(operation);
        for (Managed program : operation.affected()) {
            byProgram.computeIfPresent(program, (any, waiting) -> {
                waiting.remove(operation);
                return waiting.isEmpty() ? null : waiting;
            });
        }
        alarm.accept(operation.id, null);
        turn.effects.add(new Effect.Reply(operation.id, outcome));
    }
}
