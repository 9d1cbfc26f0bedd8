package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** What one input has led to so far. */
final class Turn {
    final Moment now;
    final List<Effect> effects = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final List<Seen> seen = new ArrayList<>();
    final Set<Managed> touched = new LinkedHashSet<>();

    Turn(Moment now) {
        this.now = now;
    }

    /**
     * A fact about a program.
     *
     * @param before the state that the fact ended
     * @param generation the instance it is about
     */
    record Seen(Managed program, int generation, State before, Step.Fact fact) {}

    /** The facts of this turn about one instance of a program that are of this type; null when there is none. */
    @Nullable
    Seen about(Managed program, int generation, pmon.api.protocol.ProcessEvent.Type type) {
        for (Seen one : seen) {
            if (one.program == program && one.generation == generation && one.fact.type() == type) {
                return one;
            }
        }
        return null;
    }
}
