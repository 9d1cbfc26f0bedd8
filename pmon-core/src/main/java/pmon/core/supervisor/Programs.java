package pmon.core.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.core.lifecycle.Lifecycle;
import pmon.core.lifecycle.Policy;
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
    private boolean changed = true;
    private @Nullable Links links;
    final Sequencing sequencing = new Sequencing(this);
    final Cascade cascade = new Cascade(this);
    final Vigils vigils;
    final Preparations preparations;
    final Runs runs;
    final Specials specials = new Specials(this);
    final Schedules schedules;
    final Groups groups;
    Defaults defaults;

    /**
     * Puts it together.
     *
     * @param alarm is told when a program has to be looked at again, null for never
     * @param vigilAlarm is told when its monitors have to be
     * @param scheduleAlarm is told when a task may have to be run
     */
    Programs(
            Defaults defaults,
            Recovered recovered,
            Starts starts,
            BiConsumer<Integer, @Nullable Moment> alarm,
            BiConsumer<Integer, @Nullable Moment> vigilAlarm,
            BiConsumer<Integer, @Nullable Moment> scheduleAlarm) {
        this.defaults = defaults;
        this.starts = starts;
        this.alarm = alarm;
        vigils = new Vigils(this, vigilAlarm);
        preparations = new Preparations(this, vigilAlarm);
        runs = new Runs(this, starts);
        schedules = new Schedules(this, scheduleAlarm);
        nextId = recovered.nextId();
        lastSeq = recovered.lastSeq();
        groups = new Groups(recovered);
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

    /** Whether one has been ordered of which it is not known yet whether it is there. */
    boolean starting() {
        return byId.values().stream().anyMatch(program -> program.state instanceof State.Starting);
    }

    Trespass trespass() {
        return new Trespass(this);
    }

    /** Those that were selected and are still there. */
    List<Managed> of(Selection.Selected selected) {
        List<Managed> chosen = new ArrayList<>(selected.processes().size());
        for (ProcessSnapshot snapshot : selected.processes()) {
            Managed program = byId.get(snapshot.id());
            if (program != null) {
                chosen.add(program);
            }
        }
        return chosen;
    }

    Managed register(ProcessSpec spec, String reason, Turn turn) {
        return register(spec, reason, false, turn);
    }

    /** @param rests whether it is not started for being there */
    Managed register(ProcessSpec spec, String reason, boolean rests, Turn turn) {
        Managed program = new Managed(nextId++, spec, reason, turn.now);
        if (rests) {
            program.rest();
        }
        put(program);
        groups.ensure(spec.groups(), turn);
        changed(program, turn);
        turn.entries.add(new Entry.NextId(nextId));
        happened(program, null, new Step.Fact(ProcessEvent.Type.REGISTERED, reason, null, null), 0, turn);
        return program;
    }

    /** Gives a program another spec. */
    void respec(Managed program, ProcessSpec spec, String cause, Turn turn) {
        if (links != null && (links.concern(spec) || links.concern(program.spec))) {
            links = null;
        }
        boolean otherwise = program.preparation != null && !spec.task().equals(program.spec.task());
        program.spec = spec;
        if (program.ended() && !spec.task().run().recurring()) {
            // What is run for its occasions is wanted while it rests; nothing else is.
            program.goal = program.goal == Goal.UP ? Goal.DOWN : program.goal;
        }
        groups.ensure(spec.groups(), turn);
        tell(program, new Step.Fact(ProcessEvent.Type.UPDATED, cause, null, null), turn);
        changed(program, turn);
        runs.changed(program, turn);
        turn.respecced.add(program);
        if (otherwise) {
            // What was to be done before it starts may not be any more, or be something else.
            preparations.left(program, turn);
            turn.unprepared.add(program);
        }
    }

    /** Who depends on whom now. */
    Links links() {
        Links present = links;
        if (present == null) {
            present = new Links(byId.values());
            links = present;
            for (Managed program : byId.values()) {
                List<String> problems = present.problems(program);
                if (!problems.equals(program.problems)) {
                    program.problems = problems;
                    show(program);
                }
            }
        }
        return present;
    }

    /** Starts a queued program that waits for nothing any more. */
    void proceed(Managed program, Turn turn) {
        boolean due = program.notBefore == null || turn.now.reached(program.notBefore);
        if (!(program.state instanceof State.Queued) || !program.waitsFor.isEmpty() || !due || starts.waits(program)) {
            return;
        }
        program.held = sequencing.held(program);
        if (!program.held && preparations.done(program, turn) && program.state instanceof State.Queued) {
            program.notBefore = null;
            apply(program, new Trigger.Recorded(), turn);
        }
    }

    /** Keeps a queued program from starting before a moment. */
    void delay(Managed program, Moment until) {
        program.notBefore = until;
        alarm.accept(program.id, program.due());
    }

    /** Lets a program hear a trigger, and writes down everything that follows. */
    void apply(Managed program, Trigger trigger, Turn turn) {
        State before = program.state;
        int generation = program.tally.generation();
        if (trigger instanceof Trigger.Start
                || trigger instanceof Trigger.Stop
                || trigger instanceof Trigger.Close
                || trigger instanceof Trigger.Condemned) {
            program.pendingEnd = null;
        }
        Policy policy = program.policy(defaults);
        boolean queues = cascade.leads(program) || Preparations.needed(program);
        Step step = Lifecycle.step(before, program.tally, trigger, queues ? policy.queueing() : policy, turn.now);
        if (step.state().equals(before) && step.tally().equals(program.tally)) {
            return;
        }
        program.become(step);
        program.linger(turn.now);
        for (Step.Fact fact : step.facts()) {
            // What stands against a start is about the instance that does not come to be.
            int about = trigger instanceof Trigger.Unprepared ? generation + 1 : generation;
            turn.see(program, new Turn.Seen(about, before, fact));
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
        vigils.moved(program, before, turn);
        if (!(program.state instanceof State.Queued)) {
            preparations.left(program, turn);
        }
        cascade.look(program, before, step, turn);
        if (program.resting()) {
            starts.forget(program);
        }
        if (program.goal == Goal.GONE && program.resting()) {
            remove(program, turn);
        } else if (program.state instanceof State.Queued) {
            if (!(before instanceof State.Queued)) {
                sequencing.queued(program, turn);
            }
            proceed(program, turn);
        }
        sequencing.moved(program, before, turn);
        if (program.resting() && !(before instanceof State.Resting)) {
            runs.ended(program, turn);
        }
    }

    /** Puts right what was recorded of an end that was unknown. What followed from it is not taken back, but that it was a failure. */
    void amend(Managed program, int generation, ExitStatus exit, Turn turn) {
        String cause = "the kernel told later how it ended: " + exit.describe();
        Status before = program.state.status();
        ExitStatus known = program.exit;
        boolean forThat =
                program.reason.equals(Lifecycle.UNSEEN) || (known != null && program.reason.equals(known.describe()));
        boolean failed = program.state instanceof State.Failed && forThat;
        program.exit = exit;
        if (failed) {
            program.reason = exit.describe();
            program.state = program.policy(defaults).success(exit) ? new State.Stopped() : program.state;
        }
        happened(program, before, new Step.Fact(ProcessEvent.Type.EXITED, cause, null, exit), generation, turn);
        changed(program, turn);
        if (failed && program.state instanceof State.Stopped) {
            sequencing.changed(program, turn);
        }
    }

    /** Writes down that a program's record is different now. */
    void changed(Managed program, Turn turn) {
        program.changed(turn.now);
        turn.touched.add(program);
        changed = true;
        schedules.look(program, turn.now);
    }

    /** What others see of a program is different now, though its record is not. */
    void show(Managed program) {
        program.shownAnew();
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
        if (turn.groupsChanged) {
            changed = true;
            entries.add(new Entry.Groups(groups.table()));
        }
        return entries;
    }

    /** Writes down that everything of a program has ended together with the machine. */
    void closed(Managed program, String cause, Turn turn) {
        Status from = program.state.status();
        if (from != Status.CLOSED) {
            program.state = new State.Inherited(Status.CLOSED);
            program.reason = cause;
            program.follows.clear();
            program.inheritedEnd = null;
            Step.Fact fact = new Step.Fact(ProcessEvent.Type.CLOSED, cause, null, null);
            happened(program, from, fact, program.tally.generation(), turn);
            changed(program, turn);
        }
    }

    /** Writes down something that no trigger leads to. */
    void tell(Managed program, Step.Fact fact, Turn turn) {
        happened(program, program.state.status(), fact, program.tally.generation(), turn);
    }

    /** Writes down what happened to a program's output. */
    void told(int id, ProcessEvent.Type type, String cause, Turn turn) {
        Managed program = byId.get(id);
        if (program != null) {
            Step.Fact fact = new Step.Fact(type, cause, null, null);
            happened(program, program.state.status(), fact, program.tally.generation(), turn);
        }
    }

    /** Forgets one whose time has come, and nothing of what it wrote. */
    void forget(Managed program, Turn turn) {
        Moment due = program.forgetAt;
        if (due != null && turn.now.reached(due)) {
            forget(program, "it was to be remembered for a while only", turn);
        }
    }

    /** Forgets one that rests, and nothing of what it wrote. */
    void forget(Managed program, String cause, Turn turn) {
        program.goal = Goal.GONE;
        program.keepLogs = true;
        program.reason = cause;
        remove(program, turn);
    }

    /** Forgets a program of which nothing lives. */
    void remove(Managed program, Turn turn) {
        byId.remove(program.id);
        byName.remove(program.name(), program);
        if (links != null && links.concern(program.spec)) {
            links = null;
        }
        starts.forget(program);
        alarm.accept(program.id, null);
        preparations.left(program, turn);
        changed(program, turn);
        Step.Fact fact = new Step.Fact(ProcessEvent.Type.DELETED, program.reason, null, null);
        add(program, program.state.status(), null, fact, program.tally.generation(), turn);
        turn.effects.add(new Effect.Deleted(program.record()));
        if (!program.keepLogs) {
            turn.effects.add(new Effect.RemoveLogs(program.spec));
        }
    }

    Snapshot snapshot() {
        if (changed || links == null) {
            var _ = links();
            List<ProcessSnapshot> all = new ArrayList<>(byId.size());
            for (Managed program : byId.values()) {
                all.add(program.snapshot());
            }
            snapshot = new Snapshot(all, groups.snapshot(all), lastSeq);
            changed = false;
        } else if (snapshot.seq() != lastSeq) {
            snapshot = new Snapshot(snapshot.processes(), snapshot.groups(), lastSeq);
        }
        return snapshot;
    }

    private void put(Managed program) {
        byId.put(program.id, program);
        byName.put(program.name(), program);
        if (links != null && links.concern(program.spec)) {
            links = null;
        }
        changed = true;
    }

    private void happened(Managed program, @Nullable Status from, Step.Fact fact, int generation, Turn turn) {
        add(program, from, program.state.status(), fact, generation, turn);
    }

    private void add(
            Managed program, @Nullable Status from, @Nullable Status to, Step.Fact fact, int generation, Turn turn) {
        turn.entries.add(new Entry.Happened(new ProcessEvent(
                ++lastSeq,
                turn.now.wall(),
                fact.type(),
                program.name(),
                program.id,
                generation,
                from,
                to,
                fact.cause(),
                fact.pid(),
                fact.exit())));
    }
}
