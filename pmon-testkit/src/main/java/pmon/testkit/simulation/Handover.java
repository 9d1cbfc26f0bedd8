package pmon.testkit.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pmon.api.protocol.ErrorCode;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Snapshot;
import pmon.core.supervisor.Unfinished;

/** Callers whose daemon makes room for the next: they ask that one again, and what was begun is not done twice. */
final class Handover {
    private final Map<Long, Input.Requested> asked = new HashMap<>();
    private final List<Input.Requested> unanswered = new ArrayList<>();
    /** The tokens of what an earlier daemon had begun, as is durable. */
    private final Set<String> begun = new HashSet<>();
    /** By token, the request that some daemon heard of it, unless it only went on with what an earlier one had begun. */
    private final Map<String, Long> beginnings = new HashMap<>();

    void asked(Input.Requested requested) {
        asked.put(requested.operation(), requested);
    }

    void answered(Effect.Reply reply) {
        Input.Requested requested = asked.remove(reply.operation());
        if (requested == null || !(reply.outcome() instanceof Outcome.Failed failed)) {
            return;
        }
        if (failed.code() == ErrorCode.UPGRADING) {
            unanswered.add(requested);
        }
        // What it was to do is done already, which is no reason to refuse it.
        Invariants.require(
                failed.code() != ErrorCode.ALREADY_RUNNING || !isBegun(requested),
                () -> "carried out twice: " + Telling.of(requested) + ": " + failed.message());
    }

    void daemonDied() {
        asked.clear();
    }

    /** A daemon begins with what is durable. */
    void begins(Recovered recovered) {
        begun.clear();
        for (Unfinished request : recovered.unfinished()) {
            begun.add(request.token());
        }
    }

    /** The requests to be asked again, each once. */
    List<Input.Requested> takeUnanswered() {
        List<Input.Requested> again = List.copyOf(unanswered);
        unanswered.clear();
        return again;
    }

    private boolean isBegun(Input.Requested requested) {
        String token = requested.change().completion().token();
        return token != null && begun.contains(token);
    }

    /** The request by which this one, about to be heard, was begun, by an earlier daemon or now. */
    long beginning(Input.Requested requested) {
        String token = requested.change().completion().token();
        return token != null && begun.contains(token)
                ? beginnings.getOrDefault(token, requested.operation())
                : requested.operation();
    }

    /** The supervisor has heard a request. */
    void heard(Input.Requested requested, Snapshot before, Snapshot after) {
        String token = requested.change().completion().token();
        if (token == null) {
            return;
        }
        if (!begun.remove(token)) {
            beginnings.put(token, requested.operation());
            return;
        }
        for (ProcessSnapshot process : after.processes()) {
            int restarts = before.processes().stream()
                    .filter(other -> other.id() == process.id())
                    .mapToInt(other -> other.record().restartCount())
                    .findFirst()
                    .orElse(0);
            Invariants.require(
                    process.record().restartCount() <= restarts,
                    () -> "carried out twice: " + Telling.of(requested) + " restarts " + process.name());
        }
    }
}
