package pmon.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;
import pmon.cli.shell.Screen;

/** The machine that this process runs on. */
record StandardMachine(Caller caller, @Nullable Path image) implements Machine {
    /** systemctl bounds its own waits below this. */
    private static final int PATIENCE_SECONDS = 300;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public String token() {
        // Nobody has to guess it wrong, only no other of this user's may be the same: a process has one clock, and its
        // pid to itself.
        return Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX)
                + '-'
                + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
                + '-'
                + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    }

    @Override
    public Screen screen() {
        return StandardScreen.of(Tty.open());
    }

    @Override
    public boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Path root() {
        return Path.of("/");
    }

    @Override
    public Ran run(List<String> command) throws Failure {
        return run(command, caller.directory(), caller.environment());
    }

    @Override
    public @Nullable String terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console")
                    ? target
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Ran run(List<String> command, String directory, Map<String, String> environment) throws Failure {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of(directory).toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure(
                        ErrorCode.FAILED, String.join(" ", command) + " did not end within " + PATIENCE_SECONDS + " s");
            }
            return new Ran(process.exitValue(), said);
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, "cannot run " + command.getFirst() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.FAILED, "interrupted while running " + command.getFirst());
        }
    }
}
