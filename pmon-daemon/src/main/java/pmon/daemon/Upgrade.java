package pmon.daemon;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pmon.api.process.ExitStatus;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.Kernel;
import pmon.daemon.place.Trust;

/**
 * Looks whether an image can take this daemon's place, before anything is given up for it: it is there, may be believed, its JVM
 * begins, and it understands the configuration.
 */
final class Upgrade {
    /** A JVM begins within a second; on a machine that is very busy it takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int OUTPUT_BYTES = 64 << 10;

    private final Kernel kernel;
    private final Map<String, String> environment;

    Upgrade(Kernel kernel, Map<String, String> environment) {
        this.kernel = kernel;
        this.environment = Map.copyOf(environment);
    }

    /** What came of looking. */
    sealed interface Result {
        /**
         * It can.
         *
         * @param command what to execute in the place of this program
         */
        record Ready(String version, List<String> command) implements Result {}

        /** It cannot. */
        record Refused(String why) implements Result {}
    }

    /** Looks at an image. Any platform thread; takes about a second. */
    Result check(String image) {
        if (!kernel.replaces()) {
            return new Result.Refused("the kernel port " + kernel.name() + " cannot replace the daemon's program; run"
                    + " `pmon daemon stop --keep-programs`, then the new `pmon daemon start`");
        }
        Path launcher;
        try {
            launcher = Path.of(image, "bin", "pmond");
        } catch (InvalidPathException e) {
            return new Result.Refused(image + ": not a path");
        }
        if (!launcher.isAbsolute() || !Files.isExecutable(launcher)) {
            return new Result.Refused(image + ": no image of pmon, there is no executable bin/pmond in it");
        }
        Optional<String> objection =
                Trust.objection(launcher, kernel.accounts().self().uid());
        if (objection.isPresent()) {
            return new Result.Refused(launcher + " " + objection.get());
        }
        return checkLauncher(launcher.toString());
    }

    private Result.Refused refused(String launcher, String what) {
        return new Result.Refused(
                launcher + ": " + String.join("; ", what.lines().toList()) + "; this daemon goes on as it is");
    }

    private Result checkVersion(String launcher, List<String> command) {
        Said version = run(launcher, "--version");
        if (!version.well() || !version.text().startsWith("pmond ")) {
            return refused(launcher, "does not run: " + version.text());
        }
        Said configuration = run(launcher, "--print-config");
        if (!configuration.well()) {
            return refused(launcher, "does not accept the configuration: " + configuration.text());
        }
        return new Result.Ready(version.text().substring("pmond ".length()), command);
    }

    private Result checkLauncher(String launcher) {
        Said said = Boolean.getBoolean("pmon.detached")
                ? run(launcher, "--print-command", "--detached")
                : run(launcher, "--print-command");
        List<String> command = said.text().lines().map(Upgrade::ownLimit).toList();
        if (!said.well() || command.size() < 2 || !command.getFirst().startsWith("/")) {
            return refused(launcher, "cannot take over from a running daemon: " + said.text());
        }
        return checkVersion(launcher, command);
    }

    /** Errands have their own limit of open files; what programs get is known here. */
    private static String ownLimit(String word) {
        return word.startsWith("-Dpmon.nofile.soft=")
                ? "-Dpmon.nofile.soft=" + System.getProperty("pmon.nofile.soft", "")
                : word;
    }

    private record Said(boolean well, String text) {}

    private Said run(String launcher, String... args) {
        ErrandResult result = kernel.run(new Errand(
                launcher,
                Stream.of(args).toList(),
                environment,
                System.getProperty("pmon.working", "/"),
                kernel.accounts().self(),
                "",
                PATIENCE,
                OUTPUT_BYTES));
        return switch (result) {
            case ErrandResult.Ended(ExitStatus exit, String output) -> {
                String text = output.strip();
                yield new Said(exit.success(), text.isEmpty() ? exit.describe() : text);
            }
            case ErrandResult.TimedOut(String output) ->
                new Said(false, "not done after " + PATIENCE.toSeconds() + " s: " + output.strip());
            case ErrandResult.NotStarted(var why) -> new Said(false, why.message());
        };
    }
}
