package pmon.daemon.hook;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.SpawnResult;
import pmon.daemon.config.Configuration.EventScripts;
import pmon.daemon.config.Durations;
import pmon.daemon.place.Trust;

/**
 * Runs the scripts of {@code event_handling}, directly and as the daemon's own user: the program's JSON is the first argument, and with the
 * values of its variables the standard input.
 */
public final class ScriptHandler implements EventHandler {
    /** Tells one script for several events what happened. */
    static final String EVENT_VARIABLE = "PMON_EVENT";

    private static final int MAX_OUTPUT_BYTES = 4 << 10;
    private static final String SHELL = "/bin/sh";
    private final Supplier<EventScripts> scripts;
    private final Function<Errand, ErrandResult> kernel;
    private final Account self;
    private final Map<String, String> environment;
    private final Logger log;

    /**
     * Puts it together.
     *
     * @param scripts as they are configured now
     * @param kernel runs errands
     * @param self the account the daemon runs as
     * @param environment what scripts inherit
     */
    public ScriptHandler(
            Supplier<EventScripts> scripts,
            Function<Errand, ErrandResult> kernel,
            Account self,
            Map<String, String> environment) {
        this(scripts, kernel, self, environment, System.getLogger(ScriptHandler.class.getName()));
    }

    ScriptHandler(
            Supplier<EventScripts> scripts,
            Function<Errand, ErrandResult> kernel,
            Account self,
            Map<String, String> environment,
            Logger log) {
        this.scripts = scripts;
        this.kernel = kernel;
        this.self = self;
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    @Override
    public void handle(Occurrence occurrence) {
        EventScripts configured = scripts.get();
        Path script = script(configured, occurrence.kind());
        if (script == null) {
            return;
        }
        Optional<String> objection = Trust.objection(script, self.uid());
        if (objection.isPresent()) {
            log.log(Level.ERROR, title(occurrence, script) + " " + objection.get());
            return;
        }
        Errand errand = errand(occurrence, script, configured);
        ErrandResult result = kernel.apply(errand);
        if (result instanceof ErrandResult.NotStarted(SpawnResult.Refused(var cause, var _))
                && cause == SpawnResult.Cause.NOT_EXECUTABLE
                && isPlainText(script)) {
            result = kernel.apply(throughShell(errand));
        }
        tell(result, title(occurrence, script), configured);
    }

    private static @Nullable Path script(EventScripts scripts, Occurrence.Kind kind) {
        return switch (kind) {
            case PROCESS_RESTART -> scripts.restart();
            case PROCESS_FAILURE -> scripts.failure();
            case PROCESS_BACKOFF -> scripts.backoff();
        };
    }

    private Errand errand(Occurrence occurrence, Path script, EventScripts configured) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put(EVENT_VARIABLE, occurrence.kind().word());
        return new Errand(
                script.toString(),
                List.of(ProgramJson.argument(occurrence)),
                variables,
                "/",
                self,
                ProgramJson.input(occurrence),
                configured.timeout(),
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

    private void tell(ErrandResult result, String title, EventScripts configured) {
        switch (result) {
            case ErrandResult.Ended(var exit, String output)
            when exit.success() -> log.log(Level.DEBUG, () -> title + " is done" + wrote(output));
            case ErrandResult.Ended(var exit, String output) ->
                log.log(Level.WARNING, () -> title + " failed: " + exit.describe() + wrote(output));
            case ErrandResult.TimedOut(String output) ->
                log.log(
                        Level.WARNING,
                        () -> title + " took longer than " + Durations.show(configured.timeout()) + " and was killed"
                                + wrote(output));
            case ErrandResult.NotStarted(var why) ->
                log.log(Level.ERROR, () -> title + " cannot be run: " + why.message());
        }
    }

    private static String title(Occurrence occurrence, Path script) {
        return "the script " + script + " for " + occurrence.kind().word() + " of "
                + occurrence.program().name();
    }

    private static String wrote(String output) {
        return output.isBlank() ? "" : "; it wrote:\n" + output.stripTrailing();
    }
}
