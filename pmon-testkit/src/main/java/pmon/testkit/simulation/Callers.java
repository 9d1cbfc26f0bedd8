package pmon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.Check;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.GroupChange;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Input;

/** People who ask for changes at random. */
final class Callers {
    private static final List<String> ALL = List.of("web", "db", "mail");
    private static final List<Account> USERS = List.of(user("root", 0), user("anna", 1000));

    /** Those that come about by themselves: nobody waits for ever in a simulation. */
    private static final List<Condition> CONDITIONS = List.of(Condition.STARTED, Condition.READY, Condition.HEALTHY);

    private static final List<OnFailure> ON_FAILURE =
            List.of(OnFailure.RESTART, OnFailure.RESTART, OnFailure.STOP, OnFailure.IGNORE);

    private final Random random;
    private final List<String> names;
    private long operations;

    Callers(Random random, int programs) {
        this.random = random;
        names = ALL.subList(0, programs);
    }

    Input.Requested next() {
        Caller caller = new Caller(USERS.get(random.nextInt(8) == 0 ? 1 : 0));
        return new Input.Requested(++operations, caller, change(caller.account()));
    }

    /** The same, asked another time. */
    Input.Requested again(Input.Requested requested) {
        return new Input.Requested(++operations, requested.caller(), requested.change());
    }

    private Change change(Account user) {
        Completion completion = completion();
        boolean force = random.nextInt(4) == 0;
        return switch (random.nextInt(18)) {
            case 0, 1, 2, 3 -> new Change.Exec(spec(user), force, completion);
            case 4, 5, 6 -> new Change.Restart(targets(), patch(), random.nextBoolean(), completion);
            case 7, 8 -> new Change.Stop(targets(), force, completion);
            case 9, 10 -> new Change.Delete(targets(), force, random.nextBoolean(), completion);
            case 11 -> new Change.Init(entries(user), random.nextBoolean(), random.nextInt(4) == 0, completion);
            case 12 -> new Change.Reset(targets(), completion);
            case 13 -> new Change.SendSignal(targets(), random.nextBoolean() ? Signal.HUP : Signal.KILL, completion);
            case 14 -> new Change.ChangeGroups(groupChange(), completion);
            case 15 ->
                random.nextInt(4) == 0 ? new Change.Drop(force, completion) : new Change.Reset(targets(), completion);
            case 16 -> new Change.RunTask(targets(), completion);
            default -> new Change.Kill(force, completion);
        };
    }

    /** A process configuration as the next daemon finds it. */
    List<Configured> entries() {
        return entries(USERS.getFirst());
    }

    /** A process configuration, of which some entries were edited since the last. */
    private List<Configured> entries(Account user) {
        List<Configured> entries = new ArrayList<>();
        for (String name : names) {
            if (random.nextInt(3) != 0) {
                ProcessSpec spec = spec(name, user);
                entries.add(new Configured(spec, name + spec.args() + spec.dependencies() + spec.groups()));
            }
        }
        return entries;
    }

    private GroupChange groupChange() {
        List<String> groups = List.of(group());
        return switch (random.nextInt(4)) {
            case 0 -> new GroupChange.Create(groups);
            case 1 -> new GroupChange.Delete(groups);
            case 2 -> new GroupChange.Assign(groups, targets());
            default -> new GroupChange.Remove(groups, targets());
        };
    }

    private String group() {
        return random.nextBoolean() ? "front" : "back";
    }

    /** Others by name: mostly those before it, seldom those after it or itself, so that there are circles, and names that nobody has. */
    private List<String> dependencies(String of) {
        int place = names.indexOf(of);
        return names.stream()
                .filter(name -> random.nextInt(names.indexOf(name) < place ? 2 : 8) == 0)
                .toList();
    }

    private Completion completion() {
        String token = random.nextInt(8) == 0 ? null : Long.toString(operations);
        return switch (random.nextInt(4)) {
            case 0 -> new Completion(false, null, token);
            case 1 -> new Completion(true, Duration.ofMillis(random.nextInt(2_000)), token);
            default -> new Completion(true, null, token);
        };
    }

    private Targets targets() {
        return switch (random.nextInt(8)) {
            case 0 -> Targets.ALL;
            case 1 -> Targets.of("@" + group());
            default -> Targets.of(name());
        };
    }

    private Change.Patch patch() {
        return random.nextInt(3) == 0
                ? new Change.Patch(
                        args(),
                        null,
                        null,
                        null,
                        random.nextBoolean(),
                        random.nextBoolean() ? dependencies(name()) : null)
                : Change.Patch.NONE;
    }

    private ProcessSpec spec(Account user) {
        return spec(name(), user);
    }

    private ProcessSpec spec(String name, Account user) {
        RunSettings run = run();
        return new ProcessSpec(
                new ProcessName(name),
                "/bin/" + name,
                args(),
                Map.of(),
                Map.of(),
                "/",
                user,
                "/var/log/" + name,
                random.nextInt(4) != 0 && !run.ends(),
                ProcessSpec.RestartSettings.DEFAULT,
                ProcessSpec.StopSettings.DEFAULT,
                dependencies(name),
                random.nextBoolean() ? List.of() : List.of(group()),
                ExecutionSettings.DEFAULT,
                task(run));
    }

    /** Every third program is no service; some of the others have one run first. */
    private RunSettings run() {
        return switch (random.nextInt(9)) {
            case 0 -> new RunSettings(RunSettings.Type.ONESHOT, List.of(), null);
            case 1, 2 -> new RunSettings(RunSettings.Type.TASK, List.of(), occasion());
            case 3, 4 -> new RunSettings(RunSettings.Type.SERVICE, List.of(name()), null);
            default -> RunSettings.DEFAULT;
        };
    }

    private @Nullable Occasion occasion() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new Occasion.Every(Duration.ofSeconds(random.nextBoolean() ? 1 : 5), Missed.SKIP);
            case 2 -> new Occasion.Every(Duration.ofSeconds(2), Missed.RUN);
            case 3 -> new Occasion.OnSignal(signal(), false, false);
            case 4 -> new Occasion.OnSignal(signal(), true, random.nextInt(4) == 0);
            default -> new Occasion.OnSignal(signal(), false, true);
        };
    }

    /** One that tasks are run for. */
    Signal signal() {
        return random.nextBoolean() ? Signal.HUP : Signal.INT;
    }

    /** Most programs are checked, or want more of others than that they have been started. */
    private TaskSettings task(RunSettings run) {
        if (random.nextInt(4) == 0) {
            return new TaskSettings(List.of(), null, Map.of(), run);
        }
        List<MonitorSpec> monitors = new ArrayList<>();
        for (Role role : List.of(Role.READY, Role.ALIVE)) {
            if (random.nextInt(3) != 0) {
                monitors.add(monitor(role));
            }
        }
        if (random.nextInt(4) == 0) {
            monitors.add(monitor(Role.PROLOGUE));
        }
        Map<String, DependencyTerms> terms = new HashMap<>();
        for (String name : names) {
            terms.put(
                    name,
                    new DependencyTerms(
                            CONDITIONS.get(random.nextInt(CONDITIONS.size())),
                            ON_FAILURE.get(random.nextInt(ON_FAILURE.size()))));
        }
        return new TaskSettings(monitors, random.nextBoolean() ? Duration.ofSeconds(5) : null, terms, run);
    }

    /** Often enough for a schedule to see it fail several times in a row. */
    private MonitorSpec monitor(Role role) {
        Check check = new Check.Single("any", Map.of());
        Integer unhealthyAfter = role == Role.ALIVE ? Integer.valueOf(1 + random.nextInt(2)) : null;
        return new MonitorSpec(
                role.name(), role, check, Duration.ofMillis(100), null, null, random.nextInt(2), 1, unhealthyAfter);
    }

    private List<String> args() {
        return List.of(Integer.toString(random.nextInt(3)));
    }

    private String name() {
        return names.get(random.nextInt(names.size()));
    }

    private static Account user(String name, long uid) {
        return new Account(name, uid, uid, List.of(uid), "/", "/bin/sh");
    }
}
