package pmon.core.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.Trigger;

/** Ends programs because somebody asks, for now or for good. */
final class Ends {
    private final Programs programs;
    private final Starts starts;

    Ends(Programs programs, Starts starts) {
        this.programs = programs;
        this.starts = starts;
    }

    /**
     * Stops programs, and what goes along with them.
     *
     * @param by who asks
     * @param only leaves alone what depends on them
     */
    void stop(List<Managed> batch, String by, boolean force, boolean only, Operation operation, Turn turn) {
        List<Managed> along = only ? List.of() : programs.cascade.along(batch).all();
        if (!along.isEmpty()) {
            String names = String.join(", ", batch.stream().map(Managed::name).toList());
            stop(along, "stopped with " + names + by, force, operation, turn);
        }
        stop(batch, "stopped" + by, force, operation, turn);
    }

    private void stop(List<Managed> batch, String cause, boolean force, Operation operation, Turn turn) {
        for (Managed program : batch) {
            operation.await(program, new Operation.Want.Stopped());
            // One that is being deleted is being stopped for good.
            program.goal = program.goal == Goal.GONE ? Goal.GONE : Goal.DOWN;
            starts.forget(program);
            if (programs.specials.callOff(program)) {
                program.reason = cause;
            }
        }
        end(batch, new Trigger.Stop(cause, force), turn);
        batch.forEach(program -> programs.changed(program, turn));
    }

    void delete(List<Managed> batch, String cause, boolean force, boolean keepLogs, Operation operation, Turn turn) {
        for (Managed program : batch) {
            operation.await(program, new Operation.Want.Deleted());
            program.goal = Goal.GONE;
            program.keepLogs = keepLogs;
            starts.forget(program);
            if (program.resting()) {
                program.reason = cause;
                programs.remove(program, turn);
            } else {
                programs.changed(program, turn);
            }
        }
        List<Managed> live =
                batch.stream().filter(program -> !program.resting()).toList();
        end(live, new Trigger.Stop(cause, force), turn);
    }

    Outcome.@Nullable Failed kill(Change.Kill kill, Caller caller, String cause, Operation operation, Turn turn) {
        List<Managed> running = programs.all().stream()
                .filter(program -> !program.resting() || program.schedule != null)
                .filter(program -> caller.mayActOn(program.spec.user()))
                .toList();
        if (running.isEmpty()) {
            return new Outcome.Failed(ErrorCode.NONE_RUNNING, "there are no running processes");
        }
        stop(running, cause, kill.force(), operation, turn);
        return null;
    }

    Outcome.@Nullable Failed drop(Change.Drop drop, Caller caller, String cause, Operation operation, Turn turn) {
        List<Managed> all = programs.all().stream()
                .filter(program -> caller.mayActOn(program.spec.user()))
                .toList();
        if (all.isEmpty()) {
            return new Outcome.Failed(ErrorCode.NO_PROCESSES, "there are no processes");
        }
        delete(all, cause, drop.force(), false, operation, turn);
        return null;
    }

    /** Whoever is in a hurry does not wait for what depends on it. */
    private void end(List<Managed> batch, Trigger.Stop stop, Turn turn) {
        if (stop.force()) {
            batch.forEach(program -> programs.apply(program, stop, turn));
        } else {
            programs.sequencing.begin(batch, stop, turn);
        }
    }
}
