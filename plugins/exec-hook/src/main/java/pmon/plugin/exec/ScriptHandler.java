package pmon.plugin.exec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.HandlerContext.Command;
import pmon.api.spi.event.HandlerContext.CommandResult;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;

/**
 * Runs scripts, directly and as the daemon's own user: the program's JSON is the first argument, and with the values of its variables the
 * standard input.
 */
final class ScriptHandler implements EventHandler {
    /** Tells one script for several events what happened. */
    static final String EVENT_VARIABLE = "PMON_EVENT";

    /** Scripts at work at the same time. */
    private static final int PARALLEL = 4;

    private final Map<Kind, Path> scripts;
    private final Duration timeout;
    private final HandlerContext context;
    private final Logger log;

    ScriptHandler(Map<Kind, Path> scripts, Duration timeout, HandlerContext context) {
        this.scripts = Map.copyOf(scripts);
        this.timeout = timeout;
        this.context = context;
        this.log = context.log();
    }

    @Override
    public int parallel() {
        return PARALLEL;
    }

    @Override
    public void handle(Occurrence occurrence) throws InterruptedException {
        Path script = scripts.get(occurrence.kind());
        if (script == null) {
            return;
        }
        CommandResult result = context.run(new Command(
                script.toString(),
                List.of(ProgramJson.argument(occurrence)),
                Map.of(EVENT_VARIABLE, occurrence.kind().word()),
                ProgramJson.input(occurrence),
                timeout));
        tell(
                result,
                "the script " + script + " for " + occurrence.kind().word() + " of "
                        + occurrence.program().name());
    }

    private void tell(CommandResult result, String title) {
        switch (result) {
            case CommandResult.Ended(var exit, String output)
            when exit.success() -> log.log(Level.DEBUG, () -> title + " is done" + wrote(output));
            case CommandResult.Ended(var exit, String output) ->
                log.log(Level.WARNING, () -> title + " failed: " + exit.describe() + wrote(output));
            case CommandResult.TimedOut(String output) ->
                log.log(
                        Level.WARNING,
                        () -> title + " took longer than " + shown(timeout) + " and was killed" + wrote(output));
            case CommandResult.NotStarted(String why) -> log.log(Level.ERROR, () -> title + " cannot be run: " + why);
        }
    }

    private static String shown(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static String wrote(String output) {
        return output.isBlank() ? "" : "; it wrote:\n" + output.stripTrailing();
    }
}
