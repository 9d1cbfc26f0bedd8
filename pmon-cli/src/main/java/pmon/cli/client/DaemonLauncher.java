package pmon.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/**
 * Runs {@code pmond --detach} of the image, which returns when the daemon accepts commands or has failed to.
 *
 * @param image the directory of the image; null outside one
 * @param system asks for root's daemon
 */
record DaemonLauncher(@Nullable Path image, Caller caller, boolean system) {
    /** pmond bounds its own start; this is for one that hangs. */
    private static final int PATIENCE_SECONDS = 120;

    /** How it ended, and what it said on standard error. */
    record Outcome(int exitCode, String said) {}

    /** The absolute directory of the image that somebody names, or of this one. */
    String imageOr(@Nullable String named) throws Failure {
        if (named != null) {
            return Path.of(caller.absolute(named)).normalize().toString();
        }
        if (image == null) {
            throw Failure.usage("this pmon is not in an image; name the one to upgrade to: pmon daemon upgrade PATH");
        }
        try {
            return image.toRealPath().toString();
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, image + ": " + e.getMessage());
        }
    }

    /** Runs it; {@code byItself} tells that nobody asked for a daemon, which its configuration may forbid. */
    Outcome launch(boolean byItself) throws Failure {
        if (system && !caller.root()) {
            throw new Failure(ErrorCode.NO_DAEMON, "no daemon of the system is running, and only root can start it");
        }
        ProcessBuilder builder = pmond(byItself ? List.of("--detach", "--autostart") : List.of("--detach"))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD);
        try {
            return run(builder);
        } catch (IOException e) {
            throw new Failure(ErrorCode.NO_DAEMON, "cannot start the daemon: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.NO_DAEMON, "interrupted while the daemon started");
        }
    }

    /** Runs it to its end with our input and outputs, for what it does without being a daemon. @return its exit code */
    int run(List<String> arguments) throws Failure {
        try {
            return pmond(arguments).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, "cannot run pmond: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.FAILED, "interrupted while pmond ran");
        }
    }

    private ProcessBuilder pmond(List<String> arguments) throws Failure {
        if (image == null || !Files.isExecutable(image.resolve("bin/pmond"))) {
            throw new Failure(ErrorCode.NO_DAEMON, "cannot start the daemon: no bin/pmond beside this command");
        }
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin/pmond").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(caller.environment());
        if (system) {
            builder.environment().remove("PMON_HOME");
        }
        return builder;
    }

    private static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException, Failure {
        Process process = builder.start();
        try (InputStream error = process.getErrorStream()) {
            String said = new String(error.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure(ErrorCode.NO_DAEMON, "the daemon did not start within " + PATIENCE_SECONDS + " s");
            }
            return new Outcome(process.exitValue(), said);
        }
    }
}
