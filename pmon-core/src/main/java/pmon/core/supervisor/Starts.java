package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;

/** Starts that somebody asked for and that wait for their record to be durable: record first, child second. */
final class Starts {
    /** Stands for the append that ends the present turn. */
    private static final long THIS_TURN = Long.MAX_VALUE;

    private final Map<Managed, Start> waiting = new LinkedHashMap<>();

    /**
     * What the record said before.
     *
     * @param insists whether the program does not start unless that is on record again
     */
    record Before(ProcessSpec spec, Goal goal, @Nullable String applied, boolean insists) {
        static Before of(Managed program) {
            return new Before(program.spec, program.goal, program.applied, false);
        }

        Before insisting() {
            return new Before(spec, goal, applied, true);
        }
    }

    /**
     * A start that waits.
     *
     * @param ticket the append it waits for
     * @param before null for a program that was not there
     */
    record Start(Managed program, long ticket, @Nullable Before before) {}

    /** Lets a program wait for the append that ends the present turn; one that waits already goes on waiting for the earlier one. */
    void await(Managed program, @Nullable Before before) {
        waiting.putIfAbsent(program, new Start(program, THIS_TURN, before));
    }

    boolean waits(Managed program) {
        return waiting.containsKey(program);
    }

    void forget(Managed program) {
        waiting.remove(program);
    }

    /** The present turn ends with this append. */
    void appended(long ticket) {
        waiting.replaceAll(
                (program, start) -> start.ticket == THIS_TURN ? new Start(program, ticket, start.before) : start);
    }

    /** Takes out those that wait for this append or one before it. */
    List<Start> take(long ticket) {
        List<Start> taken = new ArrayList<>();
        for (Start start : waiting.values()) {
            if (start.ticket <= ticket) {
                taken.add(start);
            }
        }
        taken.forEach(start -> waiting.remove(start.program));
        return taken;
    }
}
