package pmon.core.supervisor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessSpec;

/** What an entry of the process configuration means for a program that is known. */
sealed interface Merge {
    /** Nothing: it is what was applied last, or the program is as it says anyway. */
    record Same() implements Merge {}

    /**
     * Another spec.
     *
     * @param restart whether a running instance has to be replaced for it
     */
    record Changed(ProcessSpec spec, boolean restart) implements Merge {}

    /** It is not applied. */
    record Refused(String problem) implements Merge {}

    /**
     * Compares.
     *
     * @param applied the digest of the entry that was applied last; null where the program was not made by a configuration
     */
    static Merge of(Configured entry, ProcessSpec known, @Nullable String applied, Caller caller) {
        Account owner = known.user();
        Account wanted = entry.spec().user();
        if (owner.uid() != wanted.uid() && (applied == null || !caller.account().root())) {
            // Whoever registers a program under the name of an entry must not get what the entry says run for him, nor
            // the other way round.
            return new Refused(
                    "the entry of " + entry.name() + " in the process configuration is not applied: it is for "
                            + wanted.name() + ", and the process belongs to " + owner.name());
        }
        if (entry.digest().equals(applied)) {
            return new Same();
        }
        if (!startedAlike(entry.spec(), known)) {
            return new Changed(entry.spec(), true);
        }
        // What it inherited when it was started goes on to hold: it is not part of the entry.
        ProcessSpec kept = entry.spec().withInheritedEnv(known.inheritedEnv());
        return kept.equals(known) ? new Same() : new Changed(kept, false);
    }

    private static boolean startedAlike(ProcessSpec one, ProcessSpec other) {
        ExecutionSettings execution = one.execution();
        ExecutionSettings otherExecution = other.execution();
        return one.file().equals(other.file())
                && one.args().equals(other.args())
                && one.envVars().equals(other.envVars())
                && one.cwd().equals(other.cwd())
                && one.user().equals(other.user())
                && one.log().equals(other.log())
                && Objects.equals(execution.umask(), otherExecution.umask())
                && Objects.equals(execution.nice(), otherExecution.nice())
                && execution.limits().equals(otherExecution.limits())
                && execution.killMode() == otherExecution.killMode()
                && execution.logs().equals(otherExecution.logs())
                && sameEnvironmentFile(one, other);
    }

    /** What a file says is among what is inherited, so that where there is one all of that is compared. */
    private static boolean sameEnvironmentFile(ProcessSpec one, ProcessSpec other) {
        String file = one.execution().envFile();
        return Objects.equals(file, other.execution().envFile())
                && (file == null || one.inheritedEnv().equals(other.inheritedEnv()));
    }
}
