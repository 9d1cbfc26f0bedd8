package pmon.core.supervisor;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms;
import pmon.api.process.Goal;
import pmon.api.process.PendingEnd;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/**
 * Which program waits for which: a start for what it depends on, an end for what depends on it. See docs/dependencies.md.
 *
 * <p>A queued program waits for every dependency that was on its way when it was queued, until its condition holds; how long that takes does not
 * matter, and one that is simply at rest is not waited for. A running program that shall end is asked to once nothing that depends on it is
 * ending any more.
 */
final class Sequencing {
    private final Programs programs;
    private @Nullable Links checked;

    Sequencing(Programs programs) {
        this.programs = programs;
    }

    /** Lets programs hear a trigger that starts or ends them, all at once as far as others see. */
    void begin(List<Managed> batch, Trigger trigger, Turn turn) {
        batch.forEach(program -> {
            if (!program.follows.isEmpty()) {
                program.follows.clear();
                programs.changed(program, turn);
            }
            program.prologue = trigger instanceof Trigger.Start;
        });
        carryOut(batch, trigger, false, turn);
    }

    /** Restarts programs because of these and together with each other. */
    void follow(Collection<Managed> leaders, List<Managed> batch, Trigger.Start restart, Turn turn) {
        Set<Managed> followed = new HashSet<>(leaders);
        followed.addAll(batch);
        for (Managed program : batch) {
            programs.links().dependencies(program).stream()
                    .filter(followed::contains)
                    .forEach(program.follows::add);
            // On record together with the end that it is because of, so that the next daemon goes on with it.
            programs.changed(program, turn);
        }
        carryOut(batch, restart, true, turn);
    }

    /** Goes on with ends that the daemon before had begun, or was about to. */
    void goOn(Map<Managed, Trigger> ends, Turn turn) {
        List<Managed> ordered = programs.links().ordered(List.copyOf(ends.keySet()));
        ends.forEach((program, end) -> pend(program, end, turn));
        ordered.reversed().forEach(program -> endUnlessHeld(program, turn));
    }

    /** Notes an end that a running program is to come to once what depends on it has ended. */
    void pend(Managed program, Trigger end, Turn turn) {
        PendingEnd before = program.pendingEnd();
        program.pendingEnd = end;
        if (!Objects.equals(before, program.pendingEnd())) {
            programs.changed(program, turn);
        }
    }

    /** Whether a queued program has to let others end first that are taken along by its end. */
    boolean held(Managed program) {
        return programs.links().dependents(program).stream()
                .anyMatch(dependent ->
                        endsFirst(dependent) && Cascade.terms(dependent, program) != DependencyTerms.OnFailure.IGNORE);
    }

    /** @param along whether nobody has looked at these: one that is being restarted already is left to that, and only waits for more */
    private void carryOut(List<Managed> batch, Trigger trigger, boolean along, Turn turn) {
        Links links = programs.links();
        List<Managed> ordered = links.ordered(batch);
        if (!links.isEmpty()) {
            ordered.stream()
                    .filter(program -> program.state instanceof State.Running)
                    .forEach(program -> pend(program, trigger, turn));
        }
        for (Managed program : ordered) {
            if (!trigger.equals(program.pendingEnd)) {
                if (!along || !(program.state instanceof State.Queued)) {
                    programs.apply(program, trigger, turn);
                }
                if (program.state instanceof State.Queued) {
                    queued(program, turn);
                    programs.proceed(program, turn);
                }
            }
        }
        for (Managed program : ordered.reversed()) {
            if (trigger.equals(program.pendingEnd)) {
                endUnlessHeld(program, turn);
            }
        }
    }

    /** A program is queued, for the first time or for another reason. Whoever waits for it wants to know where that may be for ever. */
    void queued(Managed program, Turn turn) {
        program.waitsFor.clear();
        program.notBefore = null;
        awaitDependencies(program, turn);
        programs.show(program);
        fear(program, turn);
        turn.queued.add(program);
        for (Managed dependent : programs.links().dependents(program)) {
            if (turn.queued.contains(dependent) && dependent.state instanceof State.Queued) {
                waitToo(dependent, program, turn);
            }
        }
    }

    private void awaitDependencies(Managed program, Turn turn) {
        for (Managed dependency : programs.links().dependencies(program)) {
            if (Conditions.waitedFor(program, dependency, turn.leaders.contains(dependency))) {
                program.waitsFor.add(dependency);
            }
        }
    }

    /** One that was queued in this turn already, when the other was not yet. */
    private void waitToo(Managed dependent, Managed program, Turn turn) {
        if (Conditions.waitedFor(dependent, program, turn.leaders.contains(program))
                && dependent.waitsFor.add(program)) {
            programs.show(dependent);
            fear(dependent, turn);
        }
    }

    /** Whoever waits for a program wants to know where what that waits for does not come. */
    void fear(Managed program, Turn turn) {
        if (culprit(program) != null) {
            concern(program, turn);
        }
    }

    /** A program has gone from one state to another. */
    void moved(Managed program, State before, Turn turn) {
        boolean stuck = stillThere(program, before);
        if (stuck != program.stuck) {
            program.stuck = stuck;
            programs.show(program);
            if (stuck) {
                turn.effects.add(new Effect.Warn(program.name() + " does not end: " + Explanation.STUCK));
            }
        }
        Links links = programs.links();
        if (links.isEmpty()) {
            return;
        }
        for (Managed dependent : links.dependents(program)) {
            if (dependent.waitsFor.contains(program)) {
                tell(dependent, program, turn);
            }
        }
        if (!endsFirst(program)) {
            for (Managed dependency : links.dependencies(program)) {
                endUnlessHeld(dependency, turn);
                if (dependency.held && dependency.goal == Goal.UP) {
                    programs.proceed(dependency, turn);
                }
            }
        }
    }

    /** Looks again at everybody who waits, where the dependencies have changed since this was last done. */
    void check(Turn turn) {
        Links links = programs.links();
        if (checked == links) {
            return;
        }
        checked = links;
        // What was queued in this turn depends on what it does at its end: a cycle may have been broken since.
        turn.queued.stream()
                .filter(program -> program.state instanceof State.Queued)
                .forEach(program -> awaitDependencies(program, turn));
        for (Managed program : List.copyOf(programs.all())) {
            if (program.waitsFor.retainAll(links.dependencies(program))) {
                programs.show(program);
                programs.proceed(program, turn);
            }
            if (program.held) {
                // What it let end first may have been removed.
                programs.proceed(program, turn);
            }
            endUnlessHeld(program, turn);
            // What waits for somebody now may be what that one has run first.
            programs.runs.changed(program, turn);
        }
    }

    /** Whether SIGKILL had to be sent again. */
    private static boolean stillThere(Managed program, State before) {
        if (!(program.state instanceof State.Stopping is) || !is.killing()) {
            return false;
        }
        boolean again = before instanceof State.Stopping was
                && was.killing()
                && !was.killAt().equals(is.killAt());
        return again || program.stuck;
    }

    /** The one of those that a queued program waits for, or that these wait for, that is not about to run; null when all are. */
    static @Nullable Managed culprit(Managed program) {
        return culprit(program, new HashSet<>());
    }

    /** @param seen those that have been looked at: there may be more ways to one than can be walked */
    private static @Nullable Managed culprit(Managed program, Set<Managed> seen) {
        for (Managed dependency : program.waitsFor) {
            if (Conditions.unlikely(program, dependency)) {
                return dependency;
            }
            boolean news = dependency.state instanceof State.Queued && seen.add(dependency);
            Managed further = news ? culprit(dependency, seen) : null;
            if (further != null) {
                return further;
            }
        }
        // What is run first may itself wait for something.
        Managed first = program.preparation == null ? null : program.preparation.awaited;
        return first != null && first.state instanceof State.Queued && seen.add(first) ? culprit(first, seen) : null;
    }

    /** Why a queued program does not start. */
    static String blame(Managed program, Managed culprit) {
        String waits = "it waits for " + culprit.name() + ", which is "
                + culprit.state.status().word() + ": " + culprit.reason;
        return Conditions.neverCompletes(program, culprit)
                ? waits + "; it is restarted whenever it ends, so give it type: oneshot or no_auto_restart"
                : waits;
    }

    /** A program is another now, or known to be better: whoever waits for it may go on, or wait in vain. */
    void changed(Managed program, Turn turn) {
        for (Managed dependent : programs.links().dependents(program)) {
            if (dependent.waitsFor.contains(program)) {
                tell(dependent, program, turn);
            }
        }
    }

    private void tell(Managed dependent, Managed program, Turn turn) {
        programs.show(dependent);
        if (Conditions.lasts(dependent, program)) {
            dependent.waitsFor.remove(program);
            if (dependent.waitsFor.isEmpty()
                    && programs.defaults.dependentDelay().isPositive()) {
                programs.delay(dependent, turn.now.plus(programs.defaults.dependentDelay()));
            }
            programs.proceed(dependent, turn);
        } else if (Conditions.unlikely(dependent, program)) {
            concern(dependent, turn);
        }
    }

    /** What a program waits for does not come: whoever waits for the program wants to know, and for those that wait for it in turn. */
    private void concern(Managed program, Turn turn) {
        if (turn.concerned.add(program)) {
            for (Managed dependent : programs.links().dependents(program)) {
                if (dependent.waitsFor.contains(program)) {
                    concern(dependent, turn);
                }
            }
            program.runFor.forEach(served -> concern(served, turn));
        }
    }

    /** Asks a program to end that is to, once nothing that depends on it is ending any more. */
    void endUnlessHeld(Managed program, Turn turn) {
        Trigger end = program.pendingEnd;
        if (end != null && programs.links().dependents(program).stream().noneMatch(Sequencing::endsFirst)) {
            programs.apply(program, end, turn);
        }
    }

    /** Whether what it depends on has to go on for it. One that survives SIGKILL keeps nobody waiting. */
    private static boolean endsFirst(Managed program) {
        return program.pendingEnd != null
                || (program.state instanceof State.Stopping stopping
                        && !(stopping.next() instanceof State.Next.Judge)
                        && !program.stuck);
    }
}
