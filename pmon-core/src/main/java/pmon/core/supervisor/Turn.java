package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** What one input has led to so far. */
final class Turn {
    final Moment now;
    final List<Effect> effects = new ArrayList<>();
    /** Everything for the journal but records. */
    final List<Entry> entries = new ArrayList<>();

    final List<Seen> seen = new ArrayList<>();
    /** Programs whose record is different now, or is gone. */
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
}
