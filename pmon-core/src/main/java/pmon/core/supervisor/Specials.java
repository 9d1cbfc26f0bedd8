package pmon.core.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;

/**
 * Tasks that are run for a signal. One with {@code shutdown} has all others to itself: they are stopped in order, it is run, and they are
 * started again in order. One with {@code terminate} is the daemon's last. See docs/tasks.md.
 *
 * <pre>
 *           │ begun            │ all others rest │ the task rests
 * ──────────┼──────────────────┼─────────────────┼────────────────────────────────────────
 * (nothing) │ others closed:   │ –               │ –
 *           │ → emptying       │                 │
 * emptying  │ waits its turn   │ → running       │ –
 * running   │ waits its turn   │ –               │ others started; the daemon ends → (nothing)
 * </pre>
 */
final class Specials {
    private final Programs programs;
    /** Those that wait for their turn, each once. */
    private final SequencedMap<Managed, Asked> waiting = new LinkedHashMap<>();

    private @Nullable Special present;
    private boolean termination;

    Specials(Programs programs) {
        this.programs = programs;
    }

    /** @param ends whether the daemon ends afterwards */
    private record Asked(String cause, boolean ends) {}

    /** One under way. */
    private static final class Special {
        final Managed task;
        final Asked asked;
        final List<Managed> others;
        boolean running;
        boolean calledOff;
        /** The generation of its run. */
        int generation;

        Special(Managed task, Asked asked, List<Managed> others) {
            this.task = task;
            this.asked = asked;
            this.others = others;
            generation = task.tally.generation() + (task.state instanceof State.Running ? 0 : 1);
        }

        /** Whether its run has ended, though it may be about to be run again for others. */
        boolean over() {
            boolean again = task.state instanceof State.Queued && task.tally.generation() >= generation;
            return task.resting() || again;
        }
    }

    /** The daemon got a signal: every task for it is run. */
    void signalled(Signal signal, Turn turn) {
        for (Managed task : programs.links().ordered(List.copyOf(programs.all()))) {
            if (task.goal != Goal.UP
                    || !(task.spec.task().run().occasion() instanceof Occasion.OnSignal special)
                    || special.signal() != signal) {
                continue;
            }
            boolean again = awaits(task) || (present != null && present.task == task);
            if (again && special.terminate()) {
                // Whoever asks for the end a second time does not want to wait for it.
                end();
                termination = true;
            } else if (again || !task.resting()) {
                skipped(task, "run for " + signal.conventionalName() + " already", turn);
            } else {
                run(task, "run for " + signal.conventionalName(), special.terminate(), turn);
            }
        }
    }

    /**
     * Runs a task as it is to be run for its signal.
     *
     * @param ends whether the daemon ends afterwards
     */
    void run(Managed task, String cause, boolean ends, Turn turn) {
        if (!alone(task) && !ends && present == null) {
            programs.runs.run(task, cause, turn);
        } else {
            waiting.put(task, new Asked(cause, ends));
            look(turn);
        }
    }

    /** A run that the daemon before was to end with goes on: this one ends with it. */
    void resume(Managed task) {
        if (task.last && present == null) {
            Special special = new Special(task, new Asked(task.reason, true), List.of());
            special.running = true;
            present = special;
        }
    }

    /** What stands against somebody having a task run that stops everybody's programs. */
    Outcome.@Nullable Failed refusal(Managed task, Caller caller) {
        if (!alone(task)) {
            return null;
        }
        for (Managed other : programs.all()) {
            if (!caller.mayActOn(other.spec.user())) {
                return new Outcome.Failed(
                        ErrorCode.NOT_PERMITTED,
                        "task (" + task.name() + ") stops all programs, and " + other.name() + " belongs to "
                                + other.spec.user().name());
            }
        }
        return null;
    }

    /** Whether a task that rests is to be run as soon as all others rest. */
    boolean awaits(Managed task) {
        return waiting.containsKey(task)
                || (present != null && present.task == task && !present.running && !present.calledOff);
    }

    /** Somebody stops a task; whether it was awaiting its turn. */
    boolean callOff(Managed task) {
        boolean awaited = awaits(task);
        waiting.remove(task);
        if (present != null && present.task == task) {
            present.calledOff = true;
        }
        return awaited;
    }

    /** The task that the others are stopped for, so that none is started for its occasion; null while there is none. */
    @Nullable
    Managed alone() {
        return present != null && alone(present.task) ? present.task : null;
    }

    /** Whether the daemon is to end now; told once. */
    boolean takeTermination() {
        boolean wanted = termination;
        termination = false;
        return wanted;
    }

    /** The daemon ends: nothing is begun any more. */
    void end() {
        present = null;
        waiting.clear();
    }

    /** Goes on with the one under way, or with the next, at the end of a turn. */
    void look(Turn turn) {
        Special special = present;
        if (special == null) {
            // What has just been started cannot be stopped before it is there.
            if (!waiting.isEmpty() && !programs.starting()) {
                var next = waiting.pollFirstEntry();
                Managed task = next.getKey();
                present = new Special(task, next.getValue(), alone(task) ? empty(task, turn) : List.of());
                look(turn);
            }
        } else if (!special.running) {
            if (special.others.stream().noneMatch(Specials::ends)) {
                special.running = true;
                begin(special, turn);
            }
        } else if (special.over()) {
            over(special, turn);
            look(turn);
        } else if (hopeless(special.task)) {
            giveUp(special.task, turn);
            look(turn);
        } else if (!special.task.spec.task().run().ends()) {
            // Somebody has made a service of it, which nobody waits for.
            special.task.last = false;
            programs.changed(special.task, turn);
            present = null;
            startAgain(special, turn);
            look(turn);
        }
    }

    /** Whether it waits for what does not come by itself. As long as it does nothing else is begun either. */
    private static boolean hopeless(Managed task) {
        Managed culprit = task.state instanceof State.Queued ? Sequencing.culprit(task) : null;
        return culprit != null && !(culprit.state instanceof State.Backoff);
    }

    private void giveUp(Managed task, Turn turn) {
        Managed culprit = Objects.requireNonNull(Sequencing.culprit(task));
        programs.apply(task, new Trigger.Unprepared(Sequencing.blame(task, culprit)), turn);
    }

    private void begin(Special special, Turn turn) {
        Managed task = special.task;
        if (!special.calledOff && programs.byId(task.id) == task && task.goal != Goal.GONE && task.resting()) {
            // On record with the run, so that the next daemon ends with it where this one does not live to.
            task.last = special.asked.ends();
            special.generation = task.tally.generation() + 1;
            programs.runs.run(task, special.asked.cause(), turn);
        }
        // What it runs first may have failed at once.
        look(turn);
    }

    private void over(Special special, Turn turn) {
        present = null;
        if (special.asked.ends()) {
            termination = true;
        } else {
            startAgain(special, turn);
        }
    }

    private void startAgain(Special special, Turn turn) {
        List<Managed> closed = special.others.stream()
                .filter(other -> programs.byId(other.id) == other
                        && other.goal == Goal.UP
                        && other.state instanceof State.Closed)
                .toList();
        Trigger.Start again = new Trigger.Start("started again after " + special.task.name(), false);
        programs.runs.startAgain(closed, again, turn);
    }

    /** Lets everything but one task come to rest, what depends on others first. */
    private List<Managed> empty(Managed task, Turn turn) {
        List<Managed> live = programs.all().stream()
                .filter(other -> other != task && !other.resting())
                .toList();
        String cause = "stopped for " + task.name();
        List<Managed> tasks = live.stream().filter(Specials::task).toList();
        // A task is not run again for having been interrupted.
        programs.sequencing.begin(tasks, new Trigger.Stop(cause, false), turn);
        programs.sequencing.begin(live.stream().filter(other -> !task(other)).toList(), new Trigger.Close(cause), turn);
        return live;
    }

    /** Whether an instance of it has to be waited for. One that somebody has started again since is not. */
    private static boolean ends(Managed other) {
        boolean about = other.state instanceof State.Running && other.pendingEnd != null;
        return (about || other.state instanceof State.Stopping) && !other.unkillable();
    }

    private static boolean task(Managed program) {
        return program.spec.task().run().type() == RunSettings.Type.TASK;
    }

    private static boolean alone(Managed task) {
        return task.spec.task().run().occasion() instanceof Occasion.OnSignal special && special.shutdown();
    }

    private void skipped(Managed task, String why, Turn turn) {
        programs.tell(task, new Step.Fact(ProcessEvent.Type.SKIPPED, why, null, null), turn);
    }
}
