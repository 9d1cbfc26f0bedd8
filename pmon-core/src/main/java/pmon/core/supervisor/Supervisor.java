package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.protocol.Completion;
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
    private static final Outcome.Failed SHUTTING_DOWN =
            new Outcome.Failed(ErrorCode.FAILED, "the daemon is shutting down");
    private static final Outcome.Failed UPGRADING =
            new Outcome.Failed(ErrorCode.UPGRADING, "the daemon is being upgraded; try again");

    private final Deadlines<Alarm> deadlines = new Deadlines<>();
    private final Starts starts = new Starts();
    private final Programs programs;
    private final Launches launches;
    private final Requests requests;
    private final Takeover takeover;
    private final Operations operations;
    private final Resumption resumption;
    private long lastTicket;
    private long settledTicket;
    private Ending ending = Ending.NOT_WANTED;
    private Outcome.Failed farewell = SHUTTING_DOWN;

    /** How far the daemon's end has come. */
    private enum Ending {
        NOT_WANTED,
        /** The programs end first. */
        CLOSING,
        /** The programs stay; what they do from now on is the next daemon's to find out. */
        LEAVING,
        FINISHED
    }

    public Supervisor(Defaults defaults, Recovered recovered) {
        programs = new Programs(
                defaults,
                recovered,
                starts,
                (id, moment) -> deadlines.set(new Alarm.Program(id), moment),
                (id, moment) -> deadlines.set(new Alarm.Vigil(id), moment),
                (id, moment) -> deadlines.set(new Alarm.Schedule(id), moment));
        launches = new Launches(programs, starts);
        requests = new Requests(programs, starts, launches);
        takeover = new Takeover(programs, starts, recovered);
        resumption = new Resumption(programs, launches, recovered.unfinished());
        operations = new Operations(programs, (id, moment) -> deadlines.set(new Alarm.Waiting(id), moment));
    }

    /**
     * Hears an input, and says what has to be done, in that order. The answers to {@link Effect.Spawn} and {@link Effect.Adopt} are heard
     * when all of it is done, in the same order, before any other input.
     */
    public List<Effect> handle(Input input, Moment now) {
        Turn turn = new Turn(now);
        hear(input, turn);
        turn.unprepared.forEach(program -> programs.proceed(program, turn));
        programs.sequencing.check(turn);
        turn.respecced.forEach(program -> programs.sequencing.changed(program, turn));
        if (ending == Ending.NOT_WANTED) {
            programs.specials.look(turn);
            // What has just been started cannot be ended before it is there.
            if (!programs.starting() && programs.specials.takeTermination()) {
                close(false, turn);
            }
        }
        append(turn);
        operations.look(turn, settledTicket);
        if (finished()) {
            ending = Ending.FINISHED;
            turn.effects.add(new Effect.Finish());
        }
        return List.copyOf(turn.effects);
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
            case Input.Boot boot -> {
                takeover.begin(boot, turn);
                if (!resumption.open().isEmpty()) {
                    // Of those that are still not asked for when this one makes room, it tells the next.
                    turn.entries.add(new Entry.Requests(List.of()));
                }
            }
            case Input.Requested requested -> request(requested, turn);
            case Input.Committed(long ticket) -> committed(ticket, turn);
            case Input.CommitFailed failed -> commitFailed(failed, turn);
            case Input.Spawned(ChildKey key, var main) -> child(key, new Trigger.Spawned(key.generation(), main), turn);
            case Input.SpawnRefused(ChildKey key, var refusal) ->
                child(key, new Trigger.SpawnRefused(key.generation(), refusal), turn);
            case Input.ChildExited(ChildKey key, var exit, boolean treeEmpty) ->
                child(key, new Trigger.Exited(key.generation(), exit, treeEmpty), turn);
            case Input.TreeEmpty(ChildKey key) -> child(key, new Trigger.TreeEmpty(key.generation()), turn);
            case Input.MainChanged(ChildKey key, var main) ->
                child(key, new Trigger.MainChanged(key.generation(), main), turn);
            case Input.ExitLearned(ChildKey key, var exit) -> exitLearned(key, exit, turn);
            case Input.AdoptionEnded ended -> takeover.ended(ended, turn);
            case Input.OutputTold(int process, var type, String cause) -> programs.told(process, type, cause, turn);
            case Input.CloseWanted(boolean keepPrograms, boolean upgrade) -> {
                if (upgrade && ending == Ending.NOT_WANTED) {
                    farewell = UPGRADING;
                    handOver(turn);
                }
                close(keepPrograms, turn);
            }
            case Input.HurryWanted hurry -> hurry(turn);
            case Input.Checked(ChildKey key, String monitor, var result) -> {
                if (!left()) {
                    programs.vigils.checked(key, monitor, result, turn);
                    programs.preparations.checked(key, monitor, result, turn);
                }
            }
            case Input.Signalled(Signal signal) -> {
                if (ending == Ending.NOT_WANTED) {
                    programs.specials.signalled(signal, turn);
                }
            }
            case Input.Tick tick -> tick(turn);
            case Input.Reconfigured(Defaults defaults) -> programs.defaults = defaults;
        }
    }

    private void child(ChildKey key, Trigger trigger, Turn turn) {
        Managed program = programs.byId(key.process());
        if (program == null || left()) {
            return;
        }
        Trigger end = program.pendingEnd;
        if (end != null && trigger instanceof Trigger.Exited && key.generation() == program.tally.generation()) {
            // It was to end anyway, and is not to be started again because it did not wait to be asked.
            programs.apply(program, end, turn);
        }
        programs.apply(program, trigger, turn);
    }

    private void exitLearned(ChildKey key, ExitStatus exit, Turn turn) {
        Managed program = programs.byId(key.process());
        if (program != null && program.exit instanceof ExitStatus.Unknown && !left()) {
            programs.amend(program, key.generation(), exit, turn);
        }
    }

    private void request(Input.Requested requested, Turn turn) {
        Caller caller = requested.caller();
        Completion completion = requested.change().completion();
        Operation operation = new Operation(requested.operation(), caller, completion, turn.now);
        Outcome.Failed refused = farewell;
        if (ending == Ending.NOT_WANTED) {
            refused = resumption.resume(caller, completion.token(), operation, turn)
                    ? null
                    : requests.carryOut(caller, requested.change(), operation, turn);
        }
        if (refused == null) {
            operations.add(operation);
            turn.operation = operation;
        } else {
            turn.effects.add(new Effect.Reply(operation.id, refused));
        }
    }

    private void committed(long ticket, Turn turn) {
        settle(ticket);
        for (Starts.Start start : starts.take(ticket)) {
            if (!left()) {
                programs.proceed(start.program(), turn);
            }
        }
    }

    private void commitFailed(Input.CommitFailed failed, Turn turn) {
        Outcome.Failed failure = new Outcome.Failed(failed.code(), failed.message());
        operations.fail(settledTicket, failed.ticket(), failure);
        settle(failed.ticket());
        for (Starts.Start start : starts.take(failed.ticket())) {
            if (!left()) {
                operations.fail(start.program(), failure);
                launches.undo(start, turn);
            }
        }
    }

    private void settle(long ticket) {
        settledTicket = Math.max(settledTicket, ticket);
        operations.settled();
    }

    private void tick(Turn turn) {
        List<Alarm> due = deadlines.takeDue(turn.now);
        // Whoever does not work takes others along, which cannot be asked of one that has just been started.
        for (Alarm alarm : due) {
            Managed program = alarm instanceof Alarm.Vigil(int id) ? programs.byId(id) : null;
            if (program != null) {
                programs.vigils.due(program, turn);
            }
        }
        // Before what is to be tried again, which may wait for one of them.
        List<Managed> scheduled = new ArrayList<>();
        for (Alarm alarm : due) {
            Managed program = alarm instanceof Alarm.Schedule(int id) ? programs.byId(id) : null;
            if (program != null) {
                scheduled.add(program);
            }
        }
        programs.links().ordered(scheduled).forEach(program -> programs.schedules.due(program, turn));
        for (Alarm alarm : due) {
            switch (alarm) {
                case Alarm.Program(int id) -> {
                    Managed program = programs.byId(id);
                    if (program != null) {
                        programs.apply(program, new Trigger.Due(), turn);
                        programs.proceed(program, turn);
                        programs.forget(program, turn);
                    }
                }
                case Alarm.Vigil(int id) -> {
                    Managed program = programs.byId(id);
                    if (program != null) {
                        programs.preparations.due(program, turn);
                    }
                }
                case Alarm.Schedule _ -> {}
                case Alarm.Waiting(long operation) -> operations.fallsDue(operation);
            }
        }
    }

    /** Notes for the next daemon what callers wait for. */
    private void handOver(Turn turn) {
        List<Unfinished> unfinished = new ArrayList<>(resumption.open());
        unfinished.addAll(operations.unfinished());
        if (!unfinished.isEmpty()) {
            turn.entries.add(new Entry.Requests(unfinished));
        }
    }

    private void close(boolean keepPrograms, Turn turn) {
        if (ending != Ending.NOT_WANTED) {
            return;
        }
        ending = keepPrograms ? Ending.LEAVING : Ending.CLOSING;
        operations.giveUp(farewell, keepPrograms);
        programs.schedules.end();
        programs.specials.end();
        List<Managed> all = List.copyOf(programs.all());
        if (keepPrograms) {
            all.forEach(program -> leave(program, turn));
        } else {
            programs.sequencing.begin(all, new Trigger.Close(), turn);
        }
    }

    private void hurry(Turn turn) {
        if (ending == Ending.CLOSING) {
            for (Managed program : List.copyOf(programs.all())) {
                if (!program.resting()) {
                    programs.apply(program, new Trigger.Stop("killed by the daemon's end", true), turn);
                }
            }
        }
    }

    private void leave(Managed program, Turn turn) {
        deadlines.set(new Alarm.Program(program.id), null);
        deadlines.set(new Alarm.Vigil(program.id), null);
        deadlines.set(new Alarm.Schedule(program.id), null);
        if (program.state instanceof State.Stopping stopping && stopping.main() == null) {
            // The next daemon will look for the main process only.
            turn.effects.add(new Effect.SignalTree(program.key(), Signal.KILL));
        }
        if (program.state instanceof State.Running || program.state instanceof State.Stopping) {
            turn.effects.add(new Effect.Release(program.key()));
        }
    }

    private boolean finished() {
        boolean wanted = switch (ending) {
            case CLOSING -> programs.all().stream().allMatch(program -> program.resting() || program.unkillable());
            case LEAVING -> true;
            case NOT_WANTED, FINISHED -> false;
        };
        return wanted && operations.isEmpty() && settledTicket == lastTicket;
    }

    private boolean left() {
        return ending == Ending.LEAVING || ending == Ending.FINISHED;
    }

    private void append(Turn turn) {
        List<Entry> entries = programs.entries(turn);
        if (entries.isEmpty()) {
            return;
        }
        lastTicket++;
        turn.touched.forEach(program -> program.ticket = lastTicket);
        starts.appended(lastTicket);
        if (turn.operation != null) {
            turn.operation.appended(lastTicket);
        }
        turn.effects.add(new Effect.Append(lastTicket, entries));
    }

    /** What a deadline is for. */
    private sealed interface Alarm {
        record Program(int id) implements Alarm {}

        record Vigil(int id) implements Alarm {}

        record Schedule(int id) implements Alarm {}

        record Waiting(long operation) implements Alarm {}
    }
}
