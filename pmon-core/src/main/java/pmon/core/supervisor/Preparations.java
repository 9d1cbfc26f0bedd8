package pmon.core.supervisor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.health.Prologue;
import pmon.core.health.Vigil;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/**
 * What has to be so and what has to be run before a program is started, once all that it depends on is as it has to be: its monitors of role
 * prologue, before a start that somebody asked for, and the tasks of {@code prerun}, before every start. What fails counts as a start
 * that was refused. See docs/tasks.md.
 */
final class Preparations {
    private final Programs programs;
    private final BiConsumer<Integer, @Nullable Moment> alarm;
    private int lastKey;

    /** @param alarm is told when a prologue has to be looked at again, null for never */
    Preparations(Programs programs, BiConsumer<Integer, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    /** Whether there may be something to do before a program starts, so that its restarts are queued. */
    static boolean needed(Managed program) {
        return !program.spec.task().run().prerun().isEmpty() || checked(program);
    }

    private static boolean checked(Managed program) {
        return program.prologue && program.spec.task().has(MonitorSpec.Role.PROLOGUE);
    }

    /** Whether nothing is left to do; begins where nothing has been done yet, and lets the program proceed when it is. */
    boolean done(Managed program, Turn turn) {
        Preparation present = program.preparation;
        if (present != null) {
            return present.done;
        }
        program.vetoed = false;
        if (!needed(program)) {
            return true;
        }
        Prologue prologue = null;
        if (checked(program)) {
            prologue = new Prologue(program.spec.task().monitors(), program.id, turn.now);
        }
        // Never the number of an instance, so that what is found late is not taken for something else.
        Preparation preparation = new Preparation(new ChildKey(program.id, --lastKey), program, prologue);
        program.preparation = preparation;
        programs.show(program);
        advance(program, preparation, turn);
        return false;
    }

    /** A program is not queued any more. */
    void left(Managed program, Turn turn) {
        Preparation preparation = program.preparation;
        if (preparation != null) {
            program.preparation = null;
            if (preparation.awaited != null) {
                // A run that began before it is asked for again does not count.
                preparation.awaited.runFor.remove(program);
                preparation.awaited.runNextFor.remove(program);
            }
            if (preparation.prologue != null) {
                endChecks(preparation, turn);
            }
        }
    }

    /** A check of a prologue is due. */
    void due(Managed program, Turn turn) {
        Preparation preparation = program.preparation;
        if (preparation != null && preparation.prologue != null) {
            order(program, preparation, preparation.prologue, turn);
        }
    }

    /** A check of a prologue has come to its end. */
    void checked(ChildKey key, String monitor, CheckResult result, Turn turn) {
        Managed program = programs.byId(key.process());
        Preparation preparation = program == null ? null : program.preparation;
        if (program == null || preparation == null || !preparation.key.equals(key) || preparation.prologue == null) {
            return;
        }
        Prologue prologue = preparation.prologue;
        prologue.heard(monitor, result, turn.now);
        programs.show(program);
        String failure = prologue.failure();
        if (failure != null) {
            fail(program, "its prologue does not hold: " + failure, true, turn);
        } else if (prologue.passed()) {
            endChecks(preparation, turn);
            preparation.prologue = null;
            program.prologue = false;
            advance(program, preparation, turn);
        } else {
            order(program, preparation, prologue, turn);
        }
    }

    /**
     * A task that was run for a program has ended.
     *
     * @param failure why it has not done what it should; null when it has
     */
    void ran(Managed program, Managed task, @Nullable String failure, Turn turn) {
        Preparation preparation = program.preparation;
        if (preparation == null || preparation.awaited != task) {
            return;
        }
        preparation.awaited = null;
        if (failure != null) {
            fail(program, task.name() + ", which is run first, failed: " + failure, false, turn);
        } else {
            preparation.prerun.remove();
            advance(program, preparation, turn);
        }
    }

    /** A task that was run for a program cannot be any more. */
    void refused(Managed program, Managed task, String objection, Turn turn) {
        if (program.preparation != null && program.preparation.awaited == task) {
            fail(program, objection, false, turn);
        }
    }

    private void advance(Managed program, Preparation preparation, Turn turn) {
        if (preparation.prologue != null) {
            order(program, preparation, preparation.prologue, turn);
            return;
        }
        String name = preparation.prerun.peek();
        if (name == null) {
            preparation.done = true;
            programs.proceed(program, turn);
            return;
        }
        Managed task = programs.byName(name);
        String objection =
                task == null ? name + ", which is run first, is not known" : programs.runs.objection(task, program);
        if (task == null || objection != null) {
            fail(program, String.valueOf(objection), false, turn);
        } else {
            preparation.awaited = task;
            programs.show(program);
            programs.runs.runFor(program, task, turn);
            programs.sequencing.fear(program, turn);
        }
    }

    private void fail(Managed program, String cause, boolean veto, Turn turn) {
        program.vetoed = veto;
        if (program.state instanceof State.Queued) {
            programs.apply(program, new Trigger.Unprepared(cause), turn);
        }
    }

    private void order(Managed program, Preparation preparation, Prologue prologue, Turn turn) {
        for (Vigil.Order order : prologue.takeDue(turn.now)) {
            turn.effects.add(new Effect.Check(preparation.key, order.monitor(), order.timeout(), program.spec, null));
        }
        alarm.accept(program.id, prologue.due());
    }

    private void endChecks(Preparation preparation, Turn turn) {
        turn.effects.add(new Effect.EndChecks(preparation.key));
        alarm.accept(preparation.key.process(), null);
    }
}
