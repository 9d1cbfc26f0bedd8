package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Deadlines;
import pmon.core.time.Moment;

/**
 * All decisions about all programs: takes inputs one at a time and answers with effects. It reads no clock, starts no thread and touches
 * nothing outside itself; the same inputs always lead to the same effects.
 *
 * <p>Record first, child second: a program that somebody wants started is appended to the journal and spawned once that is durable. A
 * restart that the supervisor itself decides on does not wait: what is on record already says that the program should run, and the child
 * carries a mark by which it is found again.
 *
 * <p>A request is answered when its outcome is known and everything that led there is durable.
 */
public final class Supervisor {
    private final Programs programs;
    private final Deadlines<Alarm> deadlines = new Deadlines<>();
    private final Map<Long, Operation> operations = new LinkedHashMap<>();
    private final Map<Managed, Queueing> queueing = new LinkedHashMap<>();
    private final Requests requests;
    private final Takeover takeover;
    private long lastTicket;
    private long committedTicket;
    private boolean closing;
    /** Whether the programs stay when the daemon ends. */
    private boolean leaving;

    private boolean finished;

    private sealed interface Alarm {
        record Program(int id) implements Alarm {}

        record Waiting(long operation) implements Alarm {}
    }

    /**
     * A start that waits for its record to be durable.
     *
     * @param ticket the append it waits for
     * @param previous what the record said before; null for a new program
     */
    record Queueing(long ticket, @Nullable ProcessSpec previous) {}

    public Supervisor(Defaults defaults, Recovered recovered) {
        programs = new Programs(defaults, recovered, (id, moment) -> deadlines.set(new Alarm.Program(id), moment));
        requests = new Requests(programs, queueing);
        takeover = new Takeover(programs);
    }

    /** Hears an input, and says what has to be done, in that order. */
    public List<Effect> handle(Input input, Moment now) {
        Turn turn = new Turn(now);
        hear(input, turn);
        List<Effect> effects = new ArrayList<>(turn.effects);
        append(turn, effects);
        look(turn, effects);
        if (closing && !finished && operations.isEmpty() && quiet() && committedTicket == lastTicket) {
            finished = true;
            effects.add(new Effect.Finish());
        }
        return effects;
    }

    /** When the next {@link Input.Tick} is due; null for never. */
    public @Nullable Moment nextDeadline() {
        return deadlines.next();
    }

    /** All programs as they are now. */
    public Snapshot snapshot() {
        return programs.snapshot();
    }

    private void hear(Input input, Turn turn) {
        switch (input) {
            case Input.Boot(String bootId) -> takeover.begin(bootId, turn);
            case Input.Requested requested -> request(requested, turn);
            case Input.Committed(long ticket) -> committed(ticket, turn);
            case Input.CommitFailed failed -> commitFailed(failed, turn);
            case Input.Spawned(ChildKey key, var main) -> {
                Managed program = programs.byId(key.process());
                if (program != null) {
                    programs.apply(program, new Trigger.Spawned(key.generation(), main), turn);
                }
            }
            case Input.SpawnRefused(ChildKey key, var refusal) -> {
                Managed program = programs.byId(key.process());
                if (program != null) {
                    programs.apply(program, new Trigger.SpawnRefused(key.generation(), refusal), turn);
                }
            }
            case Input.ChildExited(ChildKey key, var exit, boolean treeEmpty) -> {
                Managed program = programs.byId(key.process());
                if (program != null) {
                    programs.apply(program, new Trigger.Exited(key.generation(), exit, treeEmpty), turn);
                }
            }
            case Input.TreeEmpty(ChildKey key) -> {
                Managed program = programs.byId(key.process());
                if (program != null) {
                    programs.apply(program, new Trigger.TreeEmpty(key.generation()), turn);
                }
            }
            case Input.AdoptionEnded ended -> takeover.ended(ended, turn);
            case Input.CloseWanted(boolean keepPrograms) -> close(keepPrograms, turn);
            case Input.Tick tick -> tick(turn);
            case Input.Reconfigured(Defaults defaults) -> programs.defaults = defaults;
        }
    }

    private void request(Input.Requested requested, Turn turn) {
        var timeout = requested.change().completion().timeout();
        Operation operation = new Operation(
                requested.operation(),
                requested.change().completion().untilDone(),
                timeout == null ? null : turn.now.plus(timeout));
        Outcome.Failed refused = closing
                ? new Outcome.Failed(ErrorCode.FAILED, "the daemon is shutting down", null, null)
                : requests.carryOut(requested, operation, turn);
        if (refused != null) {
            turn.effects.add(new Effect.Reply(operation.id, refused));
            return;
        }
        operation.ticket = lastTicket + 1;
        operations.put(operation.id, operation);
    }

    private void committed(long ticket, Turn turn) {
        committedTicket = Math.max(committedTicket, ticket);
        List<Managed> ready = new ArrayList<>();
        queueing.forEach((program, queue) -> {
            if (queue.ticket() <= ticket) {
                ready.add(program);
            }
        });
        for (Managed program : ready) {
            queueing.remove(program);
            if (program.state instanceof State.Queued) {
                programs.apply(program, new Trigger.Start(program.reason, false, false), turn);
            }
        }
    }

    private void commitFailed(Input.CommitFailed failed, Turn turn) {
        committedTicket = Math.max(committedTicket, failed.ticket());
        operations.values().stream()
                .filter(operation -> operation.ticket == failed.ticket())
                .forEach(operation -> operation.fail(new Outcome.Failed(failed.code(), failed.message(), null, null)));
        List<Managed> refused = new ArrayList<>();
        queueing.forEach((program, queue) -> {
            if (queue.ticket() == failed.ticket()) {
                refused.add(program);
            }
        });
        for (Managed program : refused) {
            requests.undo(program, turn);
        }
    }

    private void tick(Turn turn) {
        for (Alarm alarm : deadlines.takeDue(turn.now)) {
            // Alarms of operations only make them looked at, which follows every input.
            if (alarm instanceof Alarm.Program(int id)) {
                Managed program = programs.byId(id);
                if (program != null) {
                    programs.apply(program, new Trigger.Due(), turn);
                }
            }
        }
    }

    private void close(boolean keepPrograms, Turn turn) {
        if (closing) {
            return;
        }
        closing = true;
        for (Managed program : List.copyOf(programs.all())) {
            if (keepPrograms) {
                if (program.main() != null) {
                    turn.effects.add(new Effect.Release(program.key()));
                }
                deadlines.set(new Alarm.Program(program.id), null);
            } else {
                programs.apply(program, new Trigger.Close(), turn);
            }
        }
        leaving = keepPrograms;
    }

    private boolean quiet() {
        return leaving || programs.all().stream().allMatch(Managed::resting);
    }

    private void append(Turn turn, List<Effect> effects) {
        if (turn.entries.isEmpty()) {
            return;
        }
        lastTicket++;
        effects.add(new Effect.Append(lastTicket, turn.entries));
        queueing.replaceAll((program, queue) ->
                queue.ticket() == Requests.NOT_YET_APPENDED ? new Queueing(lastTicket, queue.previous()) : queue);
    }

    /** Looks at what callers wait for, as far as this turn may have changed it. */
    private void look(Turn turn, List<Effect> effects) {
        var grace = programs.defaults.startGrace();
        for (Operation operation : List.copyOf(operations.values())) {
            if (operation.look(turn, programs, grace)) {
                operation.ticket = lastTicket;
            }
            if (operation.decided() && committedTicket >= Math.min(operation.ticket, lastTicket)) {
                answer(operation, operation.outcome(), effects);
            } else if (operation.late(turn.now)) {
                answer(operation, operation.lateOutcome(), effects);
            } else {
                deadlines.set(new Alarm.Waiting(operation.id), operation.nextLook(grace));
            }
        }
    }

    private void answer(Operation operation, Outcome outcome, List<Effect> effects) {
        operations.remove(operation.id);
        deadlines.set(new Alarm.Waiting(operation.id), null);
        effects.add(new Effect.Reply(operation.id, outcome));
    }
}
