package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import pmon.api.process.Goal;
import pmon.api.process.PendingEnd;
import pmon.api.process.Status;
import pmon.core.lifecycle.Trigger;

/**
 * What follows from a takeover for those that live: ends that the daemon before had begun, or was about to, go on in their order; and what
 * depends on one that has died goes along with it, as it would have had the daemon been there.
 *
 * <p>A death and what it takes along are always in the same append. So nothing has gone along yet with one that is recorded as running, and
 * what goes along with one that is recorded otherwise is recorded, too.
 *
 * <pre>
 * the record says      │ the recorded one lives     │ a later one does       │ none does
 * ─────────────────────┼───────────────────────────────────────────────────────────────────────────
 * running              │ –                          │ those left go along    │ takes others along
 *   with a pending end │ goes on to that end        │ –                      │ –
 * restarting           │ goes on to its restart     │ –                      │ –
 * queued, backoff      │ –                          │ –                      │ –
 * closed               │ –                          │ those left go along    │ those left go along
 * to be down or gone   │ goes on to its end         │ goes on to its end     │ –
 * </pre>
 *
 * <p>Those left are dependents that live on as they are recorded, though what they depend on was started anew since: they have outlived SIGKILL, or
 * the daemon.
 */
final class Aftermath {
    private final Programs programs;
    private final SequencedMap<Managed, Trigger> ends = new LinkedHashMap<>();
    /** Those that were to end for what their monitors found, and what that was. */
    private final SequencedMap<Managed, String> unwell = new LinkedHashMap<>();

    private final List<Managed> dead = new ArrayList<>();
    private final List<Managed> anew = new ArrayList<>();
    /** Those of which the recorded instance lives. */
    private final Set<Managed> left = new HashSet<>();

    Aftermath(Programs programs) {
        this.programs = programs;
    }

    /** Hears of a program, not taken over yet, that this instance of it lives. */
    void lives(Managed program, int generation) {
        Status recorded = program.state.status();
        PendingEnd pending = program.inheritedEnd;
        boolean later = generation > program.tally.generation();
        if (!later) {
            left.add(program);
        }
        if (program.goal != Goal.UP) {
            ends.put(program, Takeover.STOP);
        } else if (later) {
            if (recorded == Status.CLOSED || (ran(recorded) && pending == null)) {
                anew.add(program);
            }
        } else if (pending != null && pending.unhealthy()) {
            unwell.put(program, pending.cause());
        } else if (pending != null) {
            ends.put(program, new Trigger.Start(pending.cause(), pending.counted()));
        } else if (recorded == Status.RESTARTING) {
            // It was counted when it began.
            ends.put(program, new Trigger.Start(program.reason, false));
        }
    }

    /** Hears of a program that nothing of it lives. */
    void isGone(Managed program) {
        Status recorded = program.state.status();
        if (program.goal == Goal.UP && recorded == Status.CLOSED) {
            anew.add(program);
        } else if (program.goal == Goal.UP && ran(recorded) && program.inheritedEnd == null) {
            dead.add(program);
        }
    }

    /** Lets all of it take effect, once everything has been taken over. */
    void begin(Turn turn) {
        programs.sequencing.goOn(ends, turn);
        for (Managed program : programs.links().ordered(dead)) {
            programs.cascade.begin(program, "ended while no daemon was there", any -> true, turn);
        }
        for (Managed program : programs.links().ordered(anew)) {
            programs.cascade.begin(program, "was started anew", this::isLeft, turn);
        }
        for (Map.Entry<Managed, String> each : unwell.entrySet()) {
            programs.vigils.condemnAgain(each.getKey(), each.getValue(), turn);
        }
    }

    /** Whether it lives on as it is recorded, or does not live and is in between. */
    private boolean isLeft(Managed program) {
        return left.contains(program) || program.main() == null;
    }

    private static boolean ran(Status recorded) {
        return recorded == Status.RUNNING || recorded == Status.INIT;
    }
}
