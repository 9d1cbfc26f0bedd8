package pmon.core.supervisor;

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
        return spec.withArgs(patch.args() == null ? spec.args() : patch.args())
                .withUser(patch.user() == null ? spec.user() : patch.user())
                .withLog(log)
                .withAutoRestart(patch.autoRestart() == null ? spec.autoRestart() : patch.autoRestart())
                .withDependencies(patch.dependencies() == null ? spec.dependencies() : patch.dependencies());
    }
}
