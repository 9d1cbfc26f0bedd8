package pmon.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Signal;
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
        return switch (random.nextInt(17)) {
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

    /** Others by name: cycles and unknown names among them. */
    private List<String> dependencies() {
        return names.stream().filter(name -> random.nextInt(3) == 0).toList();
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
                        args(), null, null, null, random.nextBoolean(), random.nextBoolean() ? dependencies() : null)
                : Change.Patch.NONE;
    }

    private ProcessSpec spec(Account user) {
        return spec(name(), user);
    }

    private ProcessSpec spec(String name, Account user) {
        return new ProcessSpec(
                new ProcessName(name),
                "/bin/" + name,
                args(),
                Map.of(),
                Map.of(),
                "/",
                user,
                "/var/log/" + name,
                random.nextInt(4) != 0,
                ProcessSpec.RestartSettings.DEFAULT,
                ProcessSpec.StopSettings.DEFAULT,
                dependencies(),
                random.nextBoolean() ? List.of() : List.of(group()));
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
