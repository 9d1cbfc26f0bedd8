package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.Lifecycle;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Step;
import pmon.core.lifecycle.Trigger;
import pmon.core.time.Moment;

/** The table of programs: moves them from state to state and writes down what follows. */
final class Programs {
    private final Map<Integer, Managed> byId = new TreeMap<>();
    private final Map<String, Managed> byName = new HashMap<>();
    private final BiConsumer<Integer, @Nullable Moment> alarm;
    private int nextId;
    private long lastSeq;
    private Snapshot snapshot = Snapshot.EMPTY;
    private boolean changed;
    Defaults defaults;

    /** @param alarm is told when a program has to be looked at again, null for never */
    Programs(Defaults defaults, Recovered recovered, BiConsumer<Integer, @Nullable Moment> alarm) {
        this.defaults = defaults;
        this.alarm = alarm;
        nextId = recovered.nextId();
        lastSeq = recovered.lastSeq();
        for (var record : recovered.records()) {
            put(new Managed(record));
            nextId = Math.max(nextId, record.id() + 1);
        }
    }

    Collection<Managed> all() {
        return byId.values();
    }

    @Nullable
    Managed byId(int id) {
        return byId.get(id);
    }

    @Nullable
    Managed byName(String name) {
        return byName.get(name);
    }

    Managed register(ProcessSpec spec, String reason, Turn turn) {
        Managed program = new Managed(nextId++, spec, Goal.UP, reason, turn.now);
        put(program);
        turn.entries.add(new Entry.NextId(nextId));
        happened(program, null, new Step.Fact(ProcessEvent.Type.REGISTERED, reason, null, null), 0, turn);
        return program;
    }

    /** Lets a program hear a trigger, and writes down everything that follows. */
    void apply(Managed program, Trigger trigger, Turn turn) {
        State before = program.state;
        int generation = program.tally.generation();
        Step step = Lifecycle.step(before, program.tally, trigger, program.policy(defaults), turn.now);
        if (step.state().equals(before)
                && step.tally().equals(program.tally)
                && step.actions().isEmpty()) {
            return;
        }
        program.state = step.state();
        program.tally = step.tally();
        if (step.state() instanceof State.Running running && !running.equals(before)) {
            program.instance = running.main();
            program.startedAt = running.since().wall();
        }
        for (Step.Fact fact : step.facts()) {
            program.reason = fact.cause();
            program.exit = fact.exit() == null ? program.exit : fact.exit();
            turn.seen.add(new Turn.Seen(program, generation, before, fact));
        }
        if (program.resting() && !(program.state instanceof State.Closed) && program.goal == Goal.UP) {
            program.goal = Goal.DOWN;
        }
        for (Step.Action action : step.actions()) {
            turn.effects.add(
                    switch (action) {
                        case Step.Action.Spawn(int next) -> new Effect.Spawn(program.key(next), program.spec);
                        case Step.Action.SignalTree(int which, var signal) ->
                            new Effect.SignalTree(program.key(which), signal);
                    });
        }
        changed(program, turn);
        for (Step.Fact fact : step.facts()) {
            happened(program, before.status(), fact, generation, turn);
        }
        alarm.accept(program.id, program.due());
        if (program.goal == Goal.GONE && program.resting()) {
            remove(program, turn);
        }
    }

    /** Writes down that a program's record is different now. */
    void changed(Managed program, Turn turn) {
        program.changed(turn.now);
        turn.touched.add(program);
        turn.entries.add(new Entry.Put(program.record()));
        changed = true;
    }

    /** Writes down something that no trigger leads to. */
    void tell(Managed program, Step.Fact fact, Turn turn) {
        happened(program, program.state.status(), fact, program.tally.generation(), turn);
    }

    /** Forgets a program of which nothing lives. */
    void remove(Managed program, Turn turn) {
        byId.remove(program.id);
        byName.remove(program.name(), program);
        alarm.accept(program.id, null);
        changed = true;
        turn.touched.add(program);
        turn.entries.removeIf(entry -> entry instanceof Entry.Put(var record) && record.id() == program.id);
        turn.entries.add(new Entry.Remove(program.id));
        turn.entries.add(new Entry.Happened(new ProcessEvent(
                ++lastSeq,
                turn.now.wall(),
                ProcessEvent.Type.DELETED,
                program.name(),
                program.id,
                program.tally.generation(),
                program.state.status(),
                null,
                program.reason,
                null,
                null)));
        if (!program.keepLogs) {
            turn.effects.add(new Effect.RemoveLogs(program.spec));
        }
    }

    Snapshot snapshot() {
        if (changed) {
            List<ProcessSnapshot> all = new ArrayList<>(byId.size());
            for (Managed program : byId.values()) {
                all.add(program.snapshot());
            }
            snapshot = new Snapshot(all);
            changed = false;
        }
        return snapshot;
    }

    private void put(Managed program) {
        byId.put(program.id, program);
        byName.put(program.name(), program);
        changed = true;
    }

    private void happened(Managed program, @Nullable Status from, Step.Fact fact, int generation, Turn turn) {
        turn.entries.add(new Entry.Happened(new ProcessEvent(
                ++lastSeq,
                turn.now.wall(),
                fact.type(),
                program.name(),
                program.id,
                generation,
                from,
                program.state.status(),
                fact.cause(),
                fact.pid(),
                fact.exit())));
    }
}
