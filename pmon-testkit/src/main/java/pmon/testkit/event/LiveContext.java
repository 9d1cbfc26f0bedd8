package pmon.testkit.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExitStatus;
import pmon.api.spi.event.HandlerContext;
import pmon.api.spi.event.ProgramState;

/**
 * A context for tests: commands really run, as whoever runs the test, what is logged is kept, and programs are those that the test says.
 */
public final class LiveContext implements HandlerContext {
    private volatile List<ProgramState> programs = List.of();
    private final List<String> logged = new CopyOnWriteArrayList<>();

    /** Says which programs there are. */
    public void programs(List<ProgramState> now) {
        programs = List.copyOf(now);
    }

    @Override
    public List<ProgramState> programs() {
        return programs;
    }

    /** What was logged above {@code DEBUG}, each with its level in front. */
    public List<String> logged() {
        return List.copyOf(logged);
    }

    @Override
    public System.Logger log() {
        return new KeepingLogger(logged);
    }

    @Override
    public CommandResult run(Command command) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.file()));
        words.addAll(command.args());
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(command.input().getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It need not read what it is given.
            }
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new CommandResult.TimedOut("");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult.Ended(new ExitStatus.Exited(process.exitValue(), Instant.now()), output);
        } catch (IOException e) {
            return new CommandResult.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    private record KeepingLogger(List<String> logged) implements System.Logger {
        @Override
        public String getName() {
            return "handler";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() > Level.DEBUG.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                logged.add(level + " " + message + (thrown == null ? "" : ": " + thrown));
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            log(level, bundle, format, (Throwable) null);
        }
    }
}
