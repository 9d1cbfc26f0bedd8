package pmon.core.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.Goal;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;

/**
 * Takes along what depends on a program that died unasked or is unhealthy, as it wants by its {@code on_failure}: stopped deepest first,
 * and, where it is to be restarted, started again in order once what it depends on is as it has to be. The program itself is not
 * started again before all of that has ended. See docs/dependencies.md.
 *
 * <p>What is being restarted already is left to that, so that a storm of deaths is one restart.
 */
final class Cascade {
    private final Programs programs;

    Cascade(Programs programs) {
        this.programs = programs;
    }

    /** Looks whether what has just happened to a program takes others along. */
    void look(Managed program, State before, Step step, Turn turn) {
        if (!(before instanceof State.Running) || programs.links().isEmpty()) {
            return;
        }
        for (Step.Fact fact : step.facts()) {
            switch (fact.type()) {
                case EXITED -> {
                    if (!completed(program, fact)) {
                        begin(program, "ended with " + fact.cause(), any -> true, turn);
                    }
                }
                default -> {}
            }
        }
    }

    /** Ends one that lives and does not work, once what it takes along has ended. */
    void condemn(Managed program, Trigger.Condemned verdict, Turn turn) {
        programs.sequencing.pend(program, verdict, turn);
        begin(program, "is " + verdict.cause(), any -> true, turn);
        programs.sequencing.endUnlessHeld(program, turn);
    }

    /** What somebody's end or restart of these takes along, without themselves. */
    Along along(List<Managed> batch) {
        Set<Managed> stopped = new LinkedHashSet<>();
        Set<Managed> restarted = new LinkedHashSet<>();
        batch.stream().filter(program -> !program.resting()).forEach(program -> collect(program, stopped, restarted));
        restarted.removeAll(stopped);
        batch.forEach(stopped::remove);
        batch.forEach(restarted::remove);
        return new Along(List.copyOf(batch), List.copyOf(stopped), List.copyOf(restarted));
    }

    /**
     * Programs that go down with others.
     *
     * @param leaders those that they go down with
     * @param stopped those that stay so
     * @param restarted those that want to come back with them
     */
    record Along(List<Managed> leaders, List<Managed> stopped, List<Managed> restarted) {
        List<Managed> all() {
            return Stream.concat(stopped.stream(), restarted.stream()).toList();
        }
    }

    /** Stops or restarts what goes along with a restart that somebody asks for. */
    void take(Along along, String because, Turn turn) {
        if (!along.stopped().isEmpty()) {
            for (Managed program : along.stopped()) {
                program.goal = Goal.DOWN;
                programs.changed(program, turn);
            }
            programs.sequencing.begin(along.stopped(), new Trigger.Stop("stopped" + because, false), turn);
        }
        // One of them may have been about to start, and have failed because another was stopped.
        List<Managed> left = along.restarted().stream()
                .filter(program -> program.goal == Goal.UP && !program.resting())
                .toList();
        if (!left.isEmpty()) {
            programs.sequencing.follow(along.leaders(), left, new Trigger.Start("restarted" + because, true), turn);
        }
    }

    /** Whether the end of a program takes others along, so that its own restart has to wait for theirs. */
    boolean leads(Managed program) {
        return programs.links().dependents(program).stream()
                .anyMatch(dependent -> terms(dependent, program) != OnFailure.IGNORE);
    }

    /** What one is to do about the end of the other. */
    static OnFailure terms(Managed dependent, Managed dependency) {
        return dependent.spec.task().terms(dependency.name()).onFailure();
    }

    /**
     * Takes along what goes with a program.
     *
     * @param what has become of it, in words that follow its name
     * @param concerned which of those that go along with it have not done so yet
     */
    void begin(Managed dead, String what, Predicate<Managed> concerned, Turn turn) {
        Set<Managed> stopped = new LinkedHashSet<>();
        Set<Managed> restarted = new LinkedHashSet<>();
        collect(dead, stopped, restarted);
        stopped.removeIf(concerned.negate());
        restarted.removeIf(concerned.negate());
        restarted.removeAll(stopped);
        String because = " because " + dead.name() + " " + what;
        for (Managed program : restarted) {
            boolean news = program.state instanceof State.Running && program.pendingEnd == null;
            if (!news && !(program.state instanceof State.Backoff)) {
                continue;
            }
            programs.tell(program, new Step.Fact(ProcessEvent.Type.CASCADED, "restarted" + because, null, null), turn);
        }
        take(new Along(List.of(dead), List.copyOf(stopped), List.copyOf(restarted)), because, turn);
    }

    private void collect(Managed program, Set<Managed> stopped, Set<Managed> restarted) {
        for (Managed dependent : programs.links().dependents(program)) {
            switch (terms(dependent, program)) {
                case STOP -> take(dependent, stopped);
                case RESTART -> take(dependent, restarted);
                case IGNORE -> {}
            }
        }
    }

    /** A program and, over any number of steps, what wants to be taken along with it; none that rests, and nothing behind it. */
    private void take(Managed first, Set<Managed> taken) {
        Deque<Managed> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            Managed program = open.remove();
            if (program.goal != Goal.UP || program.resting() || !taken.add(program)) {
                continue;
            }
            for (Managed dependent : programs.links().dependents(program)) {
                if (terms(dependent, program) != OnFailure.IGNORE) {
                    open.add(dependent);
                }
            }
        }
    }

    /** Whether it has done what it should, and is not wanted again. */
    private boolean completed(Managed program, Step.Fact fact) {
        return fact.type() == ProcessEvent.Type.EXITED
                && fact.exit() != null
                && !program.spec.autoRestart()
                && program.policy(programs.defaults).success(fact.exit());
    }
}
