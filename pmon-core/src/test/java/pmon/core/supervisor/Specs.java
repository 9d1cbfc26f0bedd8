package pmon.core.supervisor;

import java.util.List;
import java.util.Map;
import pmon.api.process.Account;
import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.DependencyTerms.OnFailure;
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
        return spec.withAutoRestart(false);
    }

    /** The same program with other arguments. */
    static ProcessSpec withArgs(ProcessSpec spec, String... args) {
        return spec.withArgs(List.of(args));
    }

    /** A task, or something that is run once. */
    static ProcessSpec run(String name, RunSettings run) {
        return spec(name).withTask(new TaskSettings(List.of(), null, Map.of(), run));
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
        return spec.withDependencies(List.of(dependencies));
    }

    /** A program that goes along, or not, when one that it depends on fails. */
    static ProcessSpec wanting(String name, OnFailure onFailure, String dependency) {
        return wanting(name, new DependencyTerms(Condition.READY, onFailure), dependency);
    }

    /** A program that waits until this holds of another. */
    static ProcessSpec wanting(String name, Condition condition, String dependency) {
        return wanting(name, new DependencyTerms(condition, OnFailure.IGNORE), dependency);
    }

    private static ProcessSpec wanting(String name, DependencyTerms terms, String dependency) {
        ProcessSpec spec = after(spec(name), dependency);
        return spec.withTask(new TaskSettings(List.of(), null, Map.of(dependency, terms)));
    }
}
