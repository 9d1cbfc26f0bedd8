package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.protocol.ErrorCode;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/**
 * Requests that the daemon before this one had begun. What they changed is on record, so whoever asks again by the same token only waits on:
 * a restart is not carried out twice, and what was to be started is not refused because it runs.
 */
final class Resumption {
    private final Programs programs;
    private final Launches launches;
    private final Map<String, Begun> begun = new LinkedHashMap<>();

    /** A request, with its programs as they were recorded, so that one that is gone by now can still be told of. */
    private record Begun(Unfinished request, List<Managed> programs) {}

    Resumption(Programs programs, Launches launches, List<Unfinished> requests) {
        this.programs = programs;
        this.launches = launches;
        for (Unfinished request : requests) {
            List<Managed> known = new ArrayList<>();
            for (Unfinished.Part part : request.parts()) {
                known.add(programs.byId(part.process()));
            }
            begun.put(request.token(), new Begun(request, known));
        }
    }

    /** Those that nobody has asked for again. */
    List<Unfinished> open() {
        return begun.values().stream().map(Begun::request).toList();
    }

    /** Goes on with a request that was begun before. @return whether it was */
    boolean resume(Caller caller, @Nullable String token, Operation operation, Turn turn) {
        Begun before = token == null ? null : begun.get(token);
        if (before == null || before.request().uid() != caller.account().uid()) {
            return false;
        }
        begun.remove(token);
        List<Managed> again = new ArrayList<>();
        for (int i = 0; i < before.programs().size(); i++) {
            Managed program = before.programs().get(i);
            if (program != null) {
                resume(program, before.request().parts().get(i), operation, again);
            }
        }
        launches.begin(again, new Trigger.Start("started again for " + caller.named(), false), operation, turn);
        return true;
    }

    private void resume(Managed program, Unfinished.Part part, Operation operation, List<Managed> again) {
        boolean there = programs.byId(program.id) == program;
        switch (part.wanted()) {
            case NOTHING -> operation.tell(program);
            case STOPPED -> await(program, there, new Operation.Want.Stopped(), operation);
            case RAN -> await(program, there, new Operation.Want.Ran(), operation);
            case DELETED -> await(program, there, new Operation.Want.Deleted(), operation);
            case STARTED -> {
                if (!there) {
                    operation.fail(new Outcome.Failed(
                            ErrorCode.FAILED, "another request has deleted " + program.name() + " meanwhile"));
                } else if (program.resting()) {
                    operation.tell(program);
                    operation.fail(new Outcome.Failed(
                            ErrorCode.START_FAILED,
                            program.name() + " has ended: " + program.reason,
                            program.exit,
                            program.snapshot()));
                } else if (program.goal == Goal.UP
                        && program.state instanceof State.Running running
                        && running.generation() < part.generation()
                        && program.pendingEnd == null) {
                    // An older daemon did not record an end that had to wait for dependents. Where somebody has asked
                    // for another end of it meanwhile, that is the one.
                    again.add(program);
                } else {
                    operation.await(program, new Operation.Want.Started(part.generation()));
                }
            }
        }
    }

    private static void await(Managed program, boolean there, Operation.Want want, Operation operation) {
        if (there) {
            operation.await(program, want);
        } else {
            operation.tell(program);
        }
    }
}
