package pmon.core.supervisor;

import java.util.List;
import pmon.api.process.ProcessSpec;

/** A program's spec with the changes of a restart. */
public final class Patched {
    private Patched() {}

    /** The spec with those values of the patch that are set. */
    public static ProcessSpec spec(ProcessSpec spec, Change.Patch patch) {
        if (patch.equals(Change.Patch.NONE)) {
            return spec;
        }
        String log = spec.log();
        if (patch.log() != null) {
            log = patch.log();
        } else if (patch.logDirectory() != null) {
            log = patch.logDirectory() + "/" + spec.name() + ".log";
        }
        return new ProcessSpec(
                spec.name(),
                spec.file(),
                patch.args() == null ? spec.args() : patch.args(),
                spec.envVars(),
                spec.inheritedEnv(),
                spec.cwd(),
                patch.user() == null ? spec.user() : patch.user(),
                log,
                patch.autoRestart() == null ? spec.autoRestart() : patch.autoRestart(),
                spec.restart(),
                spec.stop(),
                patch.dependencies() == null ? spec.dependencies() : patch.dependencies(),
                spec.groups(),
                spec.execution(),
                spec.task());
    }

    static ProcessSpec groups(ProcessSpec spec, List<String> groups) {
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
                groups,
                spec.execution(),
                spec.task());
    }
}
