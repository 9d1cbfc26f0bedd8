package pmon.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Input;

/** People who ask for changes at random. */
final class Callers {
    private static final List<String> NAMES = List.of("web", "db", "mail");
    private static final List<Account> USERS = List.of(user("root", 0), user("anna", 1000));

    private final Random random;
    private long operations;

    Callers(Random random) {
        this.random = random;
    }

    Input.Requested next() {
        Caller caller = new Caller(USERS.get(random.nextInt(8) == 0 ? 1 : 0));
        return new Input.Requested(++operations, caller, change(caller.account()));
    }

    private Change change(Account user) {
        Completion completion = completion();
        boolean force = random.nextInt(4) == 0;
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> new Change.Exec(spec(user), force, completion);
            case 4, 5, 6 -> new Change.Restart(targets(), patch(), random.nextBoolean(), completion);
            case 7, 8 -> new Change.Stop(targets(), force, completion);
            case 9, 10 -> new Change.Delete(targets(), force, random.nextBoolean(), completion);
            default -> new Change.Kill(force, completion);
        };
    }

    private Completion completion() {
        return switch (random.nextInt(4)) {
            case 0 -> new Completion(false, null);
            case 1 -> new Completion(true, Duration.ofMillis(random.nextInt(2_000)));
            default -> Completion.UNTIL_DONE;
        };
    }

    private Targets targets() {
        return random.nextInt(6) == 0 ? Targets.ALL : Targets.of(name());
    }

    private Change.Patch patch() {
        return random.nextInt(3) == 0
                ? new Change.Patch(args(), null, null, null, random.nextBoolean(), null)
                : Change.Patch.NONE;
    }

    private ProcessSpec spec(Account user) {
        String name = name();
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
                List.of(),
                List.of());
    }

    private List<String> args() {
        return List.of(Integer.toString(random.nextInt(3)));
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static Account user(String name, long uid) {
        return new Account(name, uid, uid, List.of(uid), "/", "/bin/sh");
    }
}
