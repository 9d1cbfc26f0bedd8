package pmon.core.supervisor;

import java.util.List;
import java.util.Map;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.RunSettings;
import pmon.api.process.TaskSettings;

/** Programs and people for tests. */
final class Specs {
    static final Account ROOT = new Account("root", 0, 0, List.of(0L), "/root", "/bin/sh");
    static final Account ANNA = new Account("anna", 1000, 1000, List.of(1000L), "/home/anna", "/bin/sh");
    static final Account BEN = new Account("ben", 1001, 1001, List.of(1001L), "/home/ben", "/bin/sh");

    private Specs() {}

    static ProcessSpec spec(String name) {
        return spec(name, ROOT);
    }

    static ProcessSpec spec(String name, Account user, String... groups) {
        return new ProcessSpec(
                new ProcessName(name),
                "/bin/" + name,
                List.of(),
                Map.of(),
                Map.of(),
                "/srv",
                user,
                "/var/log/" + name + ".log",
                true,
                ProcessSpec.RestartSettings.DEFAULT,
                ProcessSpec.StopSettings.DEFAULT,
                List.of(),
                List.of(groups));
    }

    /** The same program, to be left as it is when it ends. */
    static ProcessSpec once(ProcessSpec spec) {
        Change.Patch patch = new Change.Patch(null, null, null, null, false, null);
        return Patched.spec(spec, patch);
    }

    /** The same program with other arguments. */
    static ProcessSpec withArgs(ProcessSpec spec, String... args) {
        return Patched.spec(spec, new Change.Patch(List.of(args), null, null, null, null, null));
    }

    /** The same program with these monitors and terms. */
    static ProcessSpec task(ProcessSpec spec, TaskSettings task) {
        return new ProcessSpec(
                spec.name(),
                spec.file(),
                spec.args(),
                spec.envVars(),
                spec.inheritedEnv(),
                spec.cwd(),
                spec.user(),
                spec.log(),
                spec.autoRestart(),
                spec.restart(),
                spec.stop(),
                spec.dependencies(),
                spec.groups(),
                spec.execution(),
                task);
    }

    /** A task, or something that is run once. */
    static ProcessSpec run(String name, RunSettings run) {
        return task(spec(name), new TaskSettings(List.of(), null, Map.of(), run));
    }

    /** A task that is run for this. */
    static ProcessSpec run(String name, RunSettings.Occasion occasion) {
        return run(name, new RunSettings(RunSettings.Type.TASK, List.of(), occasion));
    }

    /** A program before which these are run. */
    static ProcessSpec behind(String name, String... prerun) {
        return run(name, new RunSettings(RunSettings.Type.SERVICE, List.of(prerun), null));
    }

    /** The same program, depending on others. */
    static ProcessSpec after(ProcessSpec spec, String... dependencies) {
        return Patched.spec(spec, new Change.Patch(null, null, null, null, null, List.of(dependencies)));
    }
}
