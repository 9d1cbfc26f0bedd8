package pmon.core.supervisor;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.health.Vigil;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/** Has running programs checked that have monitors, and lets what is found take effect. See docs/monitors.md. */
final class Vigils {
    private final Programs programs;
    private final BiConsumer<Integer, @Nullable Moment> alarm;

    /** @param alarm is told when a vigil has to be looked at again, null for never */
    Vigils(Programs programs, BiConsumer<Integer, @Nullable Moment> alarm) {
        this.programs = programs;
        this.alarm = alarm;
    }

    /** A program has gone from one state to another: a new instance gets a vigil, one that is to end has had its own. */
    void moved(Managed program, State before, Turn turn) {
        boolean is = program.state instanceof State.Running;
        boolean over = program.vigil != null && program.vigil.verdict() != null;
        if (before instanceof State.Running was && !is && program.vigil != null && !over) {
            // The next instance may have been ordered by now.
            turn.effects.add(new Effect.EndChecks(program.key(was.generation())));
            alarm.accept(program.id, null);
        }
        if (is && !(before instanceof State.Running)) {
            program.vigil = begun(program, turn.now);
            look(program, turn);
        } else if (program.vigil != null && over(program)) {
            program.vigil = null;
            programs.show(program);
        }
    }

    /** Something of a program's vigil is due. */
    void due(Managed program, Turn turn) {
        if (program.vigil != null && program.state instanceof State.Running) {
            heed(program, program.vigil.look(turn.now), turn);
            look(program, turn);
        }
    }

    /** A check has come to its end. One of an instance that is not the newest, or is being ended, is dropped. */
    void checked(ChildKey key, String monitor, CheckResult result, Turn turn) {
        Managed program = programs.byId(key.process());
        if (program == null || program.vigil == null || !(program.state instanceof State.Running)) {
            return;
        }
        if (key.generation() == program.tally.generation()) {
            Vigil vigil = program.vigil;
            var before = vigil.complaints();
            heed(program, vigil.heard(monitor, result, turn.now), turn);
            if (!vigil.complaints().equals(before)) {
                programs.show(program);
            }
            look(program, turn);
        }
    }

    /** One that the daemon before was about to end for how it was is ended for that. */
    void condemnAgain(Managed program, String verdict, Turn turn) {
        Vigil vigil = Vigil.over(verdict, program.wasReady, turn.now);
        program.vigil = vigil;
        condemn(program, vigil, turn);
    }

    private @Nullable Vigil begun(Managed program, Moment now) {
        var task = program.spec.task();
        if (!task.has(MonitorSpec.Role.READY) && !task.has(MonitorSpec.Role.ALIVE)) {
            return null;
        }
        Duration own = task.readyTimeout();
        long seed = ((long) program.id << Integer.SIZE) + program.tally.generation();
        Duration timeout = own == null ? programs.defaults.readyTimeout() : own;
        return program.wasReady
                ? Vigil.ofReady(task.monitors(), seed, timeout, now)
                : new Vigil(task.monitors(), seed, timeout, now);
    }

    /** Whether nothing is to be said any more of how it was: only what one is ended for is, until the next runs. */
    private static boolean over(Managed program) {
        return program.vigil != null
                && !(program.state instanceof State.Running)
                && (program.vigil.verdict() == null
                        || program.state instanceof State.Stopped
                        || program.state instanceof State.Closed);
    }

    private void look(Managed program, Turn turn) {
        Vigil vigil = program.vigil;
        if (vigil == null || !(program.state instanceof State.Running running)) {
            return;
        }
        for (Vigil.Order order : vigil.takeDue(turn.now)) {
            turn.effects.add(
                    new Effect.Check(program.key(), order.monitor(), order.timeout(), program.spec, running.main()));
        }
        alarm.accept(program.id, vigil.due());
    }

    private void heed(Managed program, Vigil.News news, Turn turn) {
        Vigil vigil = program.vigil;
        if (vigil == null) {
            return;
        }
        switch (news) {
            case NONE -> {}
            case READY -> {
                // So that the next daemon does not ask again for what was said only once.
                program.wasReady = true;
                programs.changed(program, turn);
                tell(program, ProcessEvent.Type.READY, "every check of readiness passed", turn);
                programs.sequencing.changed(program, turn);
            }
            case HEALTHY -> {
                tell(program, ProcessEvent.Type.HEALTHY, "every check passed", turn);
                programs.sequencing.changed(program, turn);
            }
            case UNHEALTHY -> condemn(program, vigil, turn);
        }
    }

    private void condemn(Managed program, Vigil vigil, Turn turn) {
        turn.effects.add(new Effect.EndChecks(program.key()));
        alarm.accept(program.id, null);
        Trigger end = program.pendingEnd;
        if (end != null) {
            // One that was to end anyway is not to be started again because of how it was.
            programs.apply(program, end, turn);
            return;
        }
        String why = String.valueOf(vigil.verdict());
        programs.show(program);
        programs.cascade.condemn(program, new Trigger.Condemned(program.tally.generation(), why, vigil.ready()), turn);
    }

    private void tell(Managed program, ProcessEvent.Type type, String cause, Turn turn) {
        Integer pid = program.main() == null ? null : program.main().pid();
        programs.tell(program, new Step.Fact(type, cause, pid, null), turn);
        programs.show(program);
        turn.concerned.add(program);
    }
}
