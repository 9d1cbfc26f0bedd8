package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.time.Moment;

/** What one input has led to so far. */
final class Turn {
    final Moment now;
    final List<Effect> effects = new ArrayList<>();
    /** Everything for the journal but records. */
    final List<Entry> entries = new ArrayList<>();

    private final Map<Managed, List<Seen>> seen = new HashMap<>();
    /** Programs whose record is different now, or is gone. */
    final Set<Managed> touched = new LinkedHashSet<>();

    /** Programs whose record is the same, but who waits for them may want to know something. */
    final Set<Managed> concerned = new LinkedHashSet<>();
    /** Programs that are about to be restarted, once what is taken along with them has been told. */
    final Set<Managed> leaders = new HashSet<>();
    /** Programs that have been queued: what is queued in one turn is queued together. */
    final Set<Managed> queued = new HashSet<>();
    /** Programs that were changed while they were prepared for their start, which begins anew. */
    final Set<Managed> unprepared = new LinkedHashSet<>();
    /** Programs that are others now: who waits for them may do so in vain, or no longer have to. */
    final Set<Managed> respecced = new LinkedHashSet<>();
    /** Whether groups have come or gone. */
    boolean groupsChanged;

    /** The request that this turn has begun; null when it has begun none. */
    @Nullable
    Operation operation;

    Turn(Moment now) {
        this.now = now;
    }

    /**
     * A fact about a program.
     *
     * @param before the state that the fact ended
     * @param generation the instance it is about
     */
    record Seen(int generation, State before, Step.Fact fact) {}

    void see(Managed program, Seen fact) {
        seen.computeIfAbsent(program, none -> new ArrayList<>()).add(fact);
    }

    /** What happened to a program so far. */
    List<Seen> seen(Managed program) {
        return seen.getOrDefault(program, List.of());
    }
}
