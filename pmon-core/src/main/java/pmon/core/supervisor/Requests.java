package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.RunSettings;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.Targets;
import pmon.core.lifecycle.Trigger;

/** Carries out what callers ask for, all of it or, where anything stands against it, nothing. */
final class Requests {
    private final Programs programs;
    private final Launches launches;
    private final Ends ends;
    private final Inits inits;
    private final GroupRequests groups;

    Requests(Programs programs, Starts starts, Launches launches) {
        this.programs = programs;
        this.launches = launches;
        ends = new Ends(programs, starts);
        inits = new Inits(programs, launches, ends);
        groups = new GroupRequests(programs, launches);
    }

    /** Begins a change, and tells the operation what to wait for; answers with a failure when it cannot be. */
    Outcome.@Nullable Failed carryOut(Caller caller, Change change, Operation operation, Turn turn) {
        String by = " by " + caller.named();
        return switch (change) {
            case Change.Exec exec -> launches.exec(exec, caller, operation, turn);
            // What is being deleted is not there any more.
            case Change.Restart restart ->
                each(
                        restart.targets(),
                        programs.snapshot().staying(),
                        caller,
                        chosen -> launches.restart(
                                restart, startable(restart.targets(), chosen, operation), caller, operation, turn));
            case Change.Stop stop ->
                each(stop.targets(), programs.snapshot(), caller, chosen -> {
                    ends.stop(chosen, by, stop.force(), stop.only(), operation, turn);
                    return null;
                });
            case Change.Delete delete ->
                each(delete.targets(), programs.snapshot(), caller, chosen -> {
                    ends.delete(chosen, "deleted" + by, delete.force(), delete.keepLogs(), operation, turn);
                    return null;
                });
            case Change.Kill kill -> ends.kill(kill, caller, "stopped" + by, operation, turn);
            case Change.Drop drop -> ends.drop(drop, caller, "deleted" + by, operation, turn);
            case Change.Reset reset ->
                each(reset.targets(), programs.snapshot(), caller, chosen -> reset(chosen, operation, turn));
            case Change.Await await -> watch(await, caller, operation);
            case Change.SendSignal send ->
                each(send.targets(), programs.snapshot(), caller, chosen -> signal(send, chosen, operation, turn));
            case Change.RunTask run ->
                each(
                        run.targets(),
                        programs.snapshot(),
                        caller,
                        chosen -> programs.runs.asked(chosen, caller, operation, turn));
            case Change.Init init -> {
                inits.init(init, caller, operation, turn);
                yield null;
            }
            case Change.ChangeGroups regroup -> groups.change(regroup.change(), caller, operation, turn);
        };
    }

    /** Whoever may look may also wait. */
    private Outcome.@Nullable Failed watch(Change.Await await, Caller caller, Operation operation) {
        return switch (Selection.of(await.targets(), programs.snapshot(), caller, Selection.Purpose.LOOK)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected selected -> {
                programs.of(selected)
                        .forEach(program -> operation.await(program, new Operation.Want.Reached(await.until())));
                yield null;
            }
        };
    }

    /** Whoever starts many does not mean tasks, unless they are named. */
    private static List<Managed> startable(Targets targets, List<Managed> chosen, Operation operation) {
        List<Managed> startable = new ArrayList<>();
        for (Managed program : chosen) {
            boolean named = targets.selectors().contains(program.name())
                    || targets.selectors().contains(Integer.toString(program.id));
            if (named || program.spec.task().run().type() != RunSettings.Type.TASK) {
                startable.add(program);
            } else {
                operation.tell(program);
            }
        }
        return startable;
    }

    private Outcome.@Nullable Failed reset(List<Managed> chosen, Operation operation, Turn turn) {
        for (Managed program : chosen) {
            operation.tell(program);
            programs.apply(program, new Trigger.Reset(), turn);
        }
        return null;
    }

    private static Outcome.@Nullable Failed signal(
            Change.SendSignal send, List<Managed> chosen, Operation operation, Turn turn) {
        List<Managed> running =
                chosen.stream().filter(program -> program.main() != null).toList();
        if (running.isEmpty()) {
            return new Outcome.Failed(
                    ErrorCode.NONE_RUNNING,
                    "cannot send " + send.signal().conventionalName() + ": no process named runs");
        }
        for (Managed program : running) {
            operation.tell(program);
            turn.effects.add(new Effect.SignalMain(program.key(), send.signal()));
        }
        return null;
    }

    private Outcome.@Nullable Failed each(
            Targets targets, Snapshot snapshot, Caller caller, Function<List<Managed>, Outcome.@Nullable Failed> act) {
        return switch (Selection.of(targets, snapshot, caller, Selection.Purpose.ACT)) {
            case Selection.Rejected(ErrorCode code, String message) -> new Outcome.Failed(code, message);
            case Selection.Selected selected -> act.apply(programs.of(selected));
        };
    }
}
