package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.core.time.Moment;

/**
 * The requests that have not been answered yet. After each turn only those are looked at that it may have made a difference to, and of
 * them only the parts that it did: a request may be about thousands of programs.
 */
final class Operations {
    private final Map<Long, Operation> open = new LinkedHashMap<>();
    /** Who waits for a program. */
    private final Map<Managed, Set<Operation>> waiting = new HashMap<>();
    /** Those to be looked at as a whole at the end of the present turn. */
    private final Set<Operation> due = new LinkedHashSet<>();
    /** Those of which only the durability is open. */
    private final Set<Operation> decided = new LinkedHashSet<>();

    private final Programs programs;
    private final BiConsumer<Long, @Nullable Moment> alarm;

    /** @param alarm is told when an operation has to be looked at though nothing happens, null for never */
    Operations(Programs programs, BiConsumer<Long, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    void add(Operation operation) {
        open.put(operation.id, operation);
        for (Managed program : operation.open()) {
            waiting.computeIfAbsent(program, none -> new LinkedHashSet<>()).add(operation);
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
        for (Operation operation : open.values()) {
            if (operation.affects(program)) {
                operation.notRecorded(failure);
                due.add(operation);
            }
        }
    }

    /**
     * Nothing starts any more.
     *
     * @param stopsToo nothing is stopped any more either
     */
    void giveUp(Outcome.Failed failure, boolean stopsToo) {
        for (Operation operation : open.values()) {
            operation.giveUp(failure, stopsToo);
            due.add(operation);
        }
    }

    /** Those that their callers will ask the next daemon for. */
    List<Unfinished> unfinished() {
        return open.values().stream()
                .map(Operation::unfinished)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Looks at what callers wait for, as far as this turn may have changed it, and answers what is known. */
    void look(Turn turn, long settledTicket) {
        Set<Operation> touched = new LinkedHashSet<>(due);
        for (Operation operation : due) {
            operation.takeDue(turn.now).forEach(program -> look(operation, program, turn));
        }
        due.clear();
        turn.touched.forEach(program -> lookAt(program, turn, touched));
        turn.concerned.forEach(program -> lookAt(program, turn, touched));
        for (Operation operation : touched) {
            if (!open.containsKey(operation.id)) {
                continue;
            }
            if (operation.decided() && settledTicket >= operation.ticket()) {
                answer(operation, operation.outcome(programs), turn);
            } else if (operation.late(turn.now)) {
                answer(operation, operation.lateOutcome(), turn);
            } else {
                if (operation.decided()) {
                    decided.add(operation);
                }
                alarm.accept(operation.id, operation.nextLook());
            }
        }
    }

    private void lookAt(Managed program, Turn turn, Set<Operation> touched) {
        for (Operation operation : List.copyOf(waiting.getOrDefault(program, Set.of()))) {
            look(operation, program, turn);
            touched.add(operation);
        }
    }

    private void look(Operation operation, Managed program, Turn turn) {
        if (operation.look(program, turn, programs, programs.defaults.startGrace())) {
            forget(operation, program);
        }
    }

    private void answer(Operation operation, Outcome outcome, Turn turn) {
        open.remove(operation.id);
        decided.remove(operation);
        new ArrayList<>(operation.open()).forEach(program -> forget(operation, program));
        alarm.accept(operation.id, null);
        turn.effects.add(new Effect.Reply(operation.id, outcome));
    }

    private void forget(Operation operation, Managed program) {
        Set<Operation> others = waiting.get(program);
        if (others != null && others.remove(operation) && others.isEmpty()) {
            waiting.remove(program);
        }
    }
}
