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
    private final Starts starts;
    private final BiConsumer<Integer, @Nullable Moment> alarm;
    private int nextId;
    private long lastSeq;
    private Snapshot snapshot = Snapshot.EMPTY;
    private boolean changed;
    Defaults defaults;

    /** @param alarm is told when a program has to be looked at again, null for never */
    Programs(Defaults defaults, Recovered recovered, Starts starts, BiConsumer<Integer, @Nullable Moment> alarm) {
        this.defaults = defaults;
        this.starts = starts;
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
        Managed program = new Managed(nextId++, spec, reason, turn.now);
        put(program);
        changed(program, turn);
        turn.entries.add(new Entry.NextId(nextId));
        happened(program, null, new Step.Fact(ProcessEvent.Type.REGISTERED, reason, null, null), 0, turn);
        return program;
    }

    /** Lets a program hear a trigger, and writes down everything that follows. */
    void apply(Managed program, Trigger trigger, Turn turn) {
        State before = program.state;
        int generation = program.tally.generation();
        Step step = Lifecycle.step(before, program.tally, trigger, program.policy(defaults), turn.now);
        if (step.state().equals(before) && step.tally().equals(program.tally)) {
            return;
        }
        program.become(step);
        for (Step.Fact fact : step.facts()) {
            turn.seen.add(new Turn.Seen(program, generation, before, fact));
            happened(program, before.status(), fact, generation, turn);
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
        alarm.accept(program.id, program.due());
        if (program.resting()) {
            starts.forget(program);
        }
        if (program.goal == Goal.GONE && program.resting()) {
            remove(program, turn);
        } else if (program.state instanceof State.Queued && !starts.waits(program)) {
            apply(program, new Trigger.Recorded(), turn);
        }
    }

    /** Writes down that a program's record is different now. */
    void changed(Managed program, Turn turn) {
        program.changed(turn.now);
        turn.touched.add(program);
        changed = true;
    }

    /** Everything that this turn has for the journal, each record as it is in the end. */
    List<Entry> entries(Turn turn) {
        List<Entry> entries = new ArrayList<>();
        for (Managed program : turn.touched) {
            entries.add(
                    byId.get(program.id) == program ? new Entry.Put(program.record()) : new Entry.Remove(program.id));
        }
        entries.addAll(turn.entries);
        return entries;
    }

    /** Writes down something that no trigger leads to. */
    void tell(Managed program, Step.Fact fact, Turn turn) {
        happened(program, program.state.status(), fact, program.tally.generation(), turn);
    }

    /** Forgets a program of which nothing lives. */
    void remove(Managed program, Turn turn) {
        byId.remove(program.id);
        byName.remove(program.name(), program);
        starts.forget(program);
        alarm.accept(program.id, null);
        changed(program, turn);
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
