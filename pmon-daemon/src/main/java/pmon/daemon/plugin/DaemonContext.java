package pmon.daemon.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import pmon.api.process.Account;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.ProgramState;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.SpawnResult;
import pmon.daemon.place.Trust;

/**
 * Has commands of handlers run by the kernel port, and looks at programs for them.
 *
 * @param look finds all programs
 * @param self the account the daemon runs as
 * @param environment what commands inherit
 */
public record DaemonContext(
        System.Logger log,
        Supplier<List<ProgramState>> look,
        Function<Errand, ErrandResult> kernel,
        Account self,
        Map<String, String> environment)
        implements HandlerContext {
    private static final int MAX_OUTPUT_BYTES = 4 << 10;
    private static final String SHELL = "/bin/sh";

    @Override
    public List<ProgramState> programs() {
        return look.get();
    }

    @Override
    public CommandResult run(Command command) throws InterruptedException {
        Path file = Path.of(command.file());
        if (!file.isAbsolute()) {
            return new CommandResult.NotStarted(command.file() + " is no absolute path");
        }
        Optional<String> objection = Trust.objection(file, self.uid());
        if (objection.isPresent()) {
            return new CommandResult.NotStarted(file + " " + objection.get());
        }
        Errand errand = errand(command);
        ErrandResult result = kernel.apply(errand);
        if (result instanceof ErrandResult.NotStarted(SpawnResult.Refused(var cause, var _))
                && cause == SpawnResult.Cause.NOT_EXECUTABLE
                && isPlainText(file)) {
            result = kernel.apply(throughShell(errand));
        }
        return switch (result) {
            case ErrandResult.Ended(var exit, String output) -> new CommandResult.Ended(exit, output);
            case ErrandResult.TimedOut(String output) -> new CommandResult.TimedOut(output);
            case ErrandResult.NotStarted(var why) -> new CommandResult.NotStarted(why.message());
        };
    }

    private Errand errand(Command command) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(command.environment());
        return new Errand(
                command.file(),
                command.args(),
                variables,
                "/",
                self,
                command.input(),
                command.timeout(),
                MAX_OUTPUT_BYTES);
    }

    /** As execvp(3) does with what the kernel cannot execute; the scripts in pmon3's documentation begin without {@code #!}. */
    private static Errand throughShell(Errand errand) {
        List<String> args = new ArrayList<>(List.of(errand.file()));
        args.addAll(errand.args());
        return new Errand(
                SHELL,
                args,
                errand.environment(),
                errand.directory(),
                errand.user(),
                errand.input(),
                errand.timeout(),
                errand.maxOutputBytes());
    }

    /** Whether the kernel refused it for having no first line, and not for a wrong one. */
    private static boolean isPlainText(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            byte[] start = in.readNBytes(2);
            boolean interpreter = start.length == 2 && start[0] == '#' && start[1] == '!';
            return Files.isExecutable(script) && !interpreter;
        } catch (IOException _) {
            return false;
        }
    }
}
