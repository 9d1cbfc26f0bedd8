package pmon.core.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.core.time.Moment;

/** The requests that have not been answered yet. */
final class Operations {
    private final Map<Long, Operation> open = new LinkedHashMap<>();
    private final Programs programs;
    private final BiConsumer<Long, @Nullable Moment> alarm;

    /** @param alarm is told when an operation has to be looked at though nothing happens, null for never */
    Operations(Programs programs, BiConsumer<Long, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    void add(Operation operation) {
        open.put(operation.id, operation);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** What was appended after the one ticket, up to the other, is not durable. */
    void fail(long after, long upTo, Outcome.Failed failure) {
        for (Operation operation : open.values()) {
            if (operation.ticket() > after && operation.ticket() <= upTo) {
                operation.notRecorded(failure);
            }
        }
    }

    /** The start of this program is taken back; others may have asked for it too. */
    void fail(Managed program, Outcome.Failed failure) {
        for (Operation operation : open.values()) {
            if (operation.affects(program)) {
                operation.notRecorded(failure);
            }
        }
    }

    /**
     * Nothing starts any more.
     *
     * @param stopsToo nothing is stopped any more either
     */
    void giveUp(Outcome.Failed failure, boolean stopsToo) {
        open.values().forEach(operation -> operation.giveUp(failure, stopsToo));
    }

    /** Looks at what callers wait for, as far as this turn may have changed it, and answers what is known. */
    void look(Turn turn, long settledTicket) {
        var grace = programs.defaults.startGrace();
        for (Operation operation : List.copyOf(open.values())) {
            operation.look(turn, programs, grace);
            if (operation.decided() && settledTicket >= operation.ticket()) {
                answer(operation, operation.outcome(), turn);
            } else if (operation.late(turn.now)) {
                answer(operation, operation.lateOutcome(), turn);
            } else {
                alarm.accept(operation.id, operation.nextLook(grace));
            }
        }
    }

    private void answer(Operation operation, Outcome outcome, Turn turn) {
        open.remove(operation.id);
        alarm.accept(operation.id, null);
        turn.effects.add(new Effect.Reply(operation.id, outcome));
    }
}
