package pmon.core.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;
import pmon.api.protocol.Until;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.time.Moment;

/** Loop, kernel and journal played by hand: what the supervisor orders is noted, what happens is up to the test. */
final class Desk {
    static final String BOOT = "boot-1";
    static final Caller ROOT = new Caller(Specs.ROOT);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Every effect so far. */
    final List<Effect> effects = new ArrayList<>();

    /** What is durable. */
    final TreeMap<Integer, ProcessRecord> store = new TreeMap<>();

    /** The groups that are durable. */
    GroupTable groups = GroupTable.EMPTY;

    /** The requests that are noted for the next daemon. */
    List<Unfinished> unfinished = List.of();

    final Map<ChildKey, ProcessIdentity> alive = new LinkedHashMap<>();
    final Deque<SpawnResult.Refused> refusals = new ArrayDeque<>();
    final Deque<Effect.Append> appended = new ArrayDeque<>();
    /** Checks that are under way. */
    final List<Effect.Check> checks = new ArrayList<>();
    /** Whether appends become durable at once. */
    boolean commitsAtOnce = true;

    Moment now = new Moment(START, 1_000);
    Supervisor supervisor = new Supervisor(Defaults.STANDARD, Recovered.NOTHING);
    private final Map<Long, Outcome> replies = new HashMap<>();
    private final Deque<Input> answers = new ArrayDeque<>();
    private long operations;
    private int pids = 100;

    void hear(Input first) {
        answers.add(first);
        while (!answers.isEmpty()) {
            for (Effect effect : supervisor.handle(answers.poll(), now)) {
                effects.add(effect);
                carryOut(effect);
            }
            if (answers.isEmpty() && commitsAtOnce && !appended.isEmpty()) {
                answers.add(durable());
            }
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Spawn(ChildKey key, ProcessSpec spec) -> {
                SpawnResult.Refused refused = refusals.poll();
                if (refused == null) {
                    ProcessIdentity main = new ProcessIdentity(pids++, now.nanos(), BOOT);
                    alive.put(key, main);
                    answers.add(new Input.Spawned(key, main));
                } else {
                    answers.add(new Input.SpawnRefused(key, refused));
                }
            }
            case Effect.Adopt(ChildKey key, ProcessIdentity identity, var spec) ->
                answers.add(new Input.AdoptionEnded(key, adopt(key, identity)));
            case Effect.Append append -> appended.add(append);
            case Effect.Reply(long operation, Outcome outcome) -> {
                if (replies.put(operation, outcome) != null) {
                    throw new AssertionError("answered twice: " + operation);
                }
            }
            case Effect.SignalTree signal -> {}
            case Effect.SignalMain signal -> {}
            case Effect.Check check -> checks.add(check);
            case Effect.EndChecks end -> checks.removeIf(check -> check.key().equals(end.key()));
            case Effect.Release release -> {}
            case Effect.Deleted deleted -> {}
            case Effect.RemoveLogs removal -> {}
            case Effect.Warn warn -> {}
            case Effect.Finish finish -> {}
        }
    }

    private Adoption adopt(ChildKey key, @Nullable ProcessIdentity identity) {
        for (Map.Entry<ChildKey, ProcessIdentity> process : alive.entrySet()) {
            ChildKey mark = process.getKey();
            boolean marked = mark.process() == key.process() && mark.generation() >= key.generation();
            if (identity == null ? marked : process.getValue().equals(identity)) {
                return new Adoption.Adopted(process.getValue());
            }
        }
        return new Adoption.Gone();
    }

    private Input durable() {
        long ticket = 0;
        while (!appended.isEmpty()) {
            Effect.Append append = appended.poll();
            ticket = append.ticket();
            for (Entry entry : append.entries()) {
                switch (entry) {
                    case Entry.Put(ProcessRecord record) -> store.put(record.id(), record);
                    case Entry.Remove(int id) -> store.remove(id);
                    case Entry.Happened happened -> {}
                    case Entry.NextId next -> {}
                    case Entry.Groups(GroupTable table) -> groups = table;
                    case Entry.Requests(List<Unfinished> noted) -> unfinished = noted;
                }
            }
        }
        return new Input.Committed(ticket);
    }

    /** Everything appended so far becomes durable. */
    void commit() {
        hear(durable());
    }

    /** Everything appended so far becomes durable, and the daemon does not live to hear of it. */
    void commitUnheard() {
        var _ = durable();
    }

    /** Nothing that was appended so far becomes durable; records wait, as the journal keeps them. */
    void failCommit() {
        List<Effect.Append> failed = List.copyOf(appended);
        appended.clear();
        failed.forEach(append -> hear(new Input.CommitFailed(append.ticket(), ErrorCode.STORE_FULL, "no space")));
    }

    long ask(Change change) {
        return ask(ROOT, change);
    }

    long ask(Caller caller, Change change) {
        hear(new Input.Requested(++operations, caller, change));
        return operations;
    }

    long exec(ProcessSpec spec) {
        return ask(new Change.Exec(spec, false, Completion.UNTIL_DONE));
    }

    long exec(String name) {
        return exec(Specs.spec(name));
    }

    /** A program that has been running for a while. */
    void running(ProcessSpec spec) {
        exec(spec);
        pass(Duration.ofSeconds(5));
    }

    void running(String name) {
        running(Specs.spec(name));
    }

    long restart(String name) {
        return restart(name, Change.Patch.NONE);
    }

    long restart(String name, Change.Patch patch) {
        return ask(new Change.Restart(Targets.of(name), patch, true, Completion.UNTIL_DONE));
    }

    long start(String name) {
        return ask(new Change.Restart(Targets.of(name), Change.Patch.NONE, false, Completion.UNTIL_DONE));
    }

    long await(String name, Until until) {
        return ask(new Change.Await(Targets.of(name), until, Completion.UNTIL_DONE));
    }

    long stop(String name) {
        return ask(new Change.Stop(Targets.of(name), false, Completion.UNTIL_DONE));
    }

    long startAll(String... names) {
        return ask(new Change.Restart(Targets.of(names), Change.Patch.NONE, false, Completion.UNTIL_DONE));
    }

    long init(boolean configurationOnly, boolean prune, Configured... entries) {
        return ask(new Change.Init(List.of(entries), configurationOnly, prune, Completion.UNTIL_DONE));
    }

    /** procmon's five: B needs A, C and D need B, E needs D, and each is restarted along with what it needs. */
    void runningFive() {
        running("A");
        running(Specs.wanting("B", OnFailure.RESTART, "A"));
        running(Specs.wanting("C", OnFailure.RESTART, "B"));
        running(Specs.wanting("D", OnFailure.RESTART, "B"));
        running(Specs.wanting("E", OnFailure.RESTART, "D"));
        effects.clear();
    }

    /** The process configuration names these, and a daemon begins with it. */
    void configured(ProcessSpec... specs) {
        List<Configured> entries = Stream.of(specs)
                .map(spec -> new Configured(spec, String.valueOf(spec.hashCode())))
                .toList();
        hear(new Input.Boot(BOOT, entries));
        pass(Duration.ofSeconds(1));
    }

    long runTask(String... names) {
        return ask(new Change.RunTask(Targets.of(names), Completion.UNTIL_DONE));
    }

    long runTask(Caller caller, String name) {
        return ask(caller, new Change.RunTask(Targets.of(name), Completion.UNTIL_DONE));
    }

    /** The sentence about a program. */
    String explanation(String name) {
        return process(name).explanation();
    }

    long groups(Caller caller, GroupChange change) {
        return ask(caller, new Change.ChangeGroups(change, Completion.UNTIL_DONE));
    }

    long delete(String name) {
        return ask(new Change.Delete(Targets.of(name), false, false, Completion.UNTIL_DONE));
    }

    void exits(String name, int code) {
        ends(name, new ExitStatus.Exited(code, now.wall()), true);
    }

    void isKilled(String name) {
        ends(name, new ExitStatus.Signaled(9, now.wall()), true);
    }

    void ends(String name, ExitStatus exit, boolean treeEmpty) {
        ChildKey key = key(name);
        alive.remove(key);
        hear(new Input.ChildExited(key, exit, treeEmpty));
    }

    /** Every check of a program that is under way passes. */
    void passes(String name) {
        answer(name, CheckResult.PASSED);
    }

    /** Every check of a program that is under way fails. */
    void fails(String name, String reason) {
        answer(name, new CheckResult.Failed(reason));
    }

    private void answer(String name, CheckResult result) {
        List<Effect.Check> due = checks.stream()
                .filter(check -> check.program().name().value().equals(name))
                .toList();
        checks.removeAll(due);
        due.forEach(check -> hear(new Input.Checked(check.key(), check.monitor().name(), result)));
    }

    void treeEmpties(String name) {
        hear(new Input.TreeEmpty(key(name)));
    }

    void refuseNext(String message) {
        refusals.add(new SpawnResult.Refused(SpawnResult.Cause.NO_SUCH_FILE, message));
    }

    /** Time passes; whatever falls due on the way is heard at its time. */
    void pass(Duration duration) {
        Moment end = now.plus(duration);
        Moment next = supervisor.nextDeadline();
        while (next != null && end.reached(next)) {
            now = next;
            hear(new Input.Tick());
            next = supervisor.nextDeadline();
        }
        now = end;
    }

    /** The daemon dies; a new one finds what is durable and what lives. */
    void newDaemon() {
        newDaemon(BOOT);
    }

    void newDaemon(String boot) {
        appended.clear();
        checks.clear();
        replies.clear();
        effects.clear();
        supervisor =
                new Supervisor(Defaults.STANDARD, new Recovered(List.copyOf(store.values()), 1, 0, groups, unfinished));
        hear(new Input.Boot(boot));
    }

    @Nullable
    Outcome reply(long operation) {
        return replies.get(operation);
    }

    boolean done(long operation) {
        return reply(operation) instanceof Outcome.Done;
    }

    Outcome.Failed failure(long operation) {
        return (Outcome.Failed) replies.get(operation);
    }

    ProcessSnapshot process(String name) {
        return supervisor.snapshot().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String status(String name) {
        return process(name).status().word();
    }

    int restarts(String name) {
        return process(name).record().restartCount();
    }

    ChildKey key(String name) {
        ProcessRecord record = process(name).record();
        return new ChildKey(record.id(), record.generation());
    }

    <E extends Effect> List<E> all(Class<E> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How often something was spawned so far. */
    int spawned() {
        return all(Effect.Spawn.class).size();
    }

    /** The names of the programs that were spawned so far, in order. */
    List<String> spawnOrder() {
        return all(Effect.Spawn.class).stream()
                .map(effect -> effect.spec().name().value())
                .toList();
    }

    /** The ids of the programs that were signalled so far, in order. */
    List<Integer> signalled() {
        return all(Effect.SignalTree.class).stream()
                .map(effect -> effect.key().process())
                .toList();
    }

    /** What happened to a program so far. */
    List<ProcessEvent.Type> events(String name) {
        return all(Effect.Append.class).stream()
                .flatMap(append -> append.entries().stream())
                .filter(Entry.Happened.class::isInstance)
                .map(entry -> ((Entry.Happened) entry).event())
                .filter(event -> event.process().equals(name))
                .map(ProcessEvent::type)
                .toList();
    }

    /** The names of those programs. */
    List<String> signalledNames() {
        Map<Integer, String> names = new HashMap<>();
        supervisor.snapshot().processes().forEach(process -> names.put(process.id(), process.name()));
        return signalled().stream().map(names::get).toList();
    }

    /** The names of the signals sent so far. */
    List<String> signals() {
        return all(Effect.SignalTree.class).stream()
                .map(effect -> effect.signal().name())
                .toList();
    }
}
