package pmon.daemon.export;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ExecCommand;
import pmon.core.supervisor.Caller;

/**
 * Finds the words that a program comes from: those that a process configuration of this daemon needs to ask for the same program again.
 * What would be so anyway is left out.
 *
 * @param self whom programs run as that name no user
 * @param logs where logs are that name no place
 */
public record Origin(Account self, Supplier<Path> logs) {
    /** What stands for a value that is not shown. */
    private static final String HIDDEN = "***";

    ExecCommand command(ProcessSpec spec, Caller caller) {
        return new ExecCommand(
                spec.file(),
                spec.name().value(),
                spec.args(),
                variables(spec, caller),
                "/",
                Map.of(),
                spec.cwd().equals(parent(spec.file())) ? null : spec.cwd(),
                spec.user().uid() == self.uid() ? null : spec.user().name(),
                spec.log().equals(logs.get().resolve(spec.name() + ".log").toString()) ? null : spec.log(),
                null,
                spec.autoRestart(),
                spec.restart(),
                spec.stop(),
                spec.dependencies(),
                spec.groups(),
                false,
                spec.execution(),
                spec.task());
    }

    /** Secrets are for the owner and root, also where an administrator may do everything else. */
    private static Map<String, String> variables(ProcessSpec spec, Caller caller) {
        if (caller.account().root() || caller.account().uid() == spec.user().uid()) {
            return spec.envVars();
        }
        Map<String, String> hidden = new HashMap<>(spec.envVars());
        hidden.replaceAll((_, _) -> HIDDEN);
        return hidden;
    }

    private static @Nullable String parent(String file) {
        Path parent = Path.of(file).getParent();
        return parent == null ? null : parent.toString();
    }
}
